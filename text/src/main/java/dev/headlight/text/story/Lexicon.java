package dev.headlight.text.story;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** The words that stories choose from: all there are, or few enough for a model that learns them in a minute. */
public final class Lexicon {

    /** Every word: 405 with those of the templates. */
    public static final Lexicon FULL =
            new Lexicon(1, 140, 24, 16, 32, 24, 16, 16, 10, 10, 16, 10, 8);

    /** Some of each kind: with those of the templates and two special tokens at most 256. */
    public static final Lexicon SMALL = new Lexicon(4, 35, 16, 10, 24, 20, 12, 12, 8, 8, 12, 7, 6);

    private final List<List<String>> lists = new ArrayList<>();
    private final List<String> vocabulary;
    private final List<String> songWords;

    /**
     * @param stride every so many-th name, so that their beginnings and ends both differ
     * @param counts how many of each list of {@link Words#lists}
     */
    private Lexicon(int stride, int... counts) {
        List<List<String>> all = Words.lists();
        for (int k = 0; k < counts.length; k++) {
            List<String> list = all.get(k);
            int by = k == 0 ? stride : 1;
            lists.add(IntStream.range(0, counts[k]).mapToObj(i -> list.get(i * by)).toList());
        }
        Set<String> words = new LinkedHashSet<>();
        words.add("\n");
        List<String> inTemplates = Templates.words();
        inTemplates.stream().filter(Prose::sign).forEach(words::add);
        words.addAll(inTemplates);
        words.addAll(all());
        vocabulary = List.copyOf(words);
        songWords = vocabulary.stream().filter(word -> !Prose.sign(word)).toList();
    }

    List<String> names() {
        return lists.get(0);
    }

    List<String> surnames() {
        return lists.get(1);
    }

    List<String> roles() {
        return lists.get(2);
    }

    List<String> things() {
        return lists.get(3);
    }

    List<String> adjectives() {
        return lists.get(4);
    }

    List<String> places() {
        return lists.get(5);
    }

    /** The list that a template's slot chooses from anew each time. */
    List<String> choices(String slot) {
        return switch (slot) {
            case "thing" -> things();
            case "adjective" -> adjectives();
            case "animal" -> lists.get(6);
            case "food" -> lists.get(7);
            case "feeling" -> lists.get(8);
            case "deed" -> lists.get(9);
            case "manner" -> lists.get(10);
            case "time" -> lists.get(11);
            default -> throw new IllegalArgumentException("no words for {" + slot + "}");
        };
    }

    /** Every word of every list. */
    List<String> all() {
        return lists.stream().flatMap(List::stream).toList();
    }

    /** Every word and sign that a story or a song can hold, each once, signs first, in a fixed order. */
    public List<String> vocabulary() {
        return vocabulary;
    }

    /** The vocabulary without its signs: what a song to learn from is made of. */
    List<String> songWords() {
        return songWords;
    }
}
