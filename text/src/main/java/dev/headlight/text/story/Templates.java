package dev.headlight.text.story;

import java.util.ArrayList;
import java.util.List;

/**
 * The sentences of a story, words separated by spaces. {@code {Hero}}-like slots with a capital are filled
 * once a story and are the same wherever they come back; the others are chosen anew.
 */
final class Templates {

    static final List<String> OPENINGS =
            List.of(
                    "Once upon a time , in a {adjective} {Place} , there lived a {Role} named {Hero} .",
                    "Long ago , by the {Place} , a {feeling} {Role} called {Hero} woke up early .",
                    "One {time} , the {Role} {Hero} walked to the {Place} with a {adjective} {animal} .");

    static final List<String> FINDINGS =
            List.of(
                    "Near the {Place} {Hero} found a {Treasure} . It lay under a {adjective} {thing} .",
                    "There {Hero} saw a {Treasure} ! Nobody had ever seen a {Treasure} before .",
                    "An old {animal} gave {Hero} a {Treasure} , and {Hero} was {feeling} .");

    static final List<String> MIDDLES =
            List.of(
                    "“ What is that ? ” asked {Friend} . “ It is a {Treasure} , ” said {Hero} .",
                    "“ Look at the {Treasure} ! ” said {Friend} . “ Is it {adjective} ? ”",
                    "{Friend} {deed} the {Treasure} {manner} .",
                    "Then {Hero} {deed} the {thing} , and {Friend} {deed} the {Treasure} .",
                    "( The {Treasure} was {adjective} , but {Friend} did not know that . )",
                    "{Hero} and {Friend} ate {food} and {food} by the {Place} .",
                    "But the {animal} {deed} the {Treasure} ! {Hero} was {feeling} .",
                    "That {time} , {Friend} came to the {Place} and called : “ {Hero} ! {Hero} ! ”",
                    "{Hero} {deed} three things : a {thing} , a {thing} and the {Treasure} .",
                    "“ Where is {Friend} ? ” asked the {animal} . “ At the {Place} , ” said {Hero} .",
                    "{Friend} was {feeling} ; {Hero} was {feeling} too .",
                    "The {animal} {deed} the {thing} {manner} ( nobody knew why ) .");

    static final List<String> ENDINGS =
            List.of(
                    "From that day on , {Hero} and {Friend} {deed} the {Treasure} every {time} .",
                    "So {Hero} gave the {Treasure} to {Friend} , and they were {feeling} .",
                    "And the {Treasure} ? It is still at the {Place} , with {Hero} and {Friend} .");

    private Templates() {}

    /** Every word that stands in a template itself. */
    static List<String> words() {
        List<String> words = new ArrayList<>();
        for (List<String> list : List.of(OPENINGS, FINDINGS, MIDDLES, ENDINGS)) {
            for (String template : list) {
                for (String word : template.split(" ", -1)) {
                    if (!word.startsWith("{")) {
                        words.add(word);
                    }
                }
            }
        }
        return words;
    }
}
