package dev.headlight.app;

import dev.headlight.analysis.results.Definition;
import dev.headlight.text.UnknownWord;
import java.io.PrintStream;
import java.util.List;

/** The definition cards, as {@code headlight help definitions} prints them. */
final class DefinitionCards {

    private static final int WIDTH = 80;
    private static final int INDENT = 11;

    private final List<Definition> cards;

    DefinitionCards(List<Definition> cards) {
        this.cards = cards;
    }

    /** All ids with their titles. */
    void list(PrintStream out) {
        for (Definition card : cards) {
            out.println("%-28s %s".formatted(card.id(), card.title()));
        }
        out.println();
        out.println("headlight help definitions ID prints one of them whole.");
    }

    /**
     * One card.
     *
     * @throws dev.headlight.text.UsageException where there is none of that id
     */
    void print(String id, PrintStream out) {
        Definition card =
                cards.stream()
                        .filter(c -> c.id().equals(id))
                        .findFirst()
                        .orElseThrow(
                                () ->
                                        new UnknownWord(
                                                        "definition",
                                                        id,
                                                        cards.stream().map(Definition::id).toList())
                                                .exception("headlight help definitions"));
        out.println(card.id() + ": " + card.title());
        field(out, "formula", card.formula());
        field(out, "means", card.meaning());
        field(out, "null", card.nullText());
        field(out, "unit", card.unit());
        field(out, "source", card.source());
        field(out, "trap", card.trap());
    }

    private static void field(PrintStream out, String name, String text) {
        if (text.isEmpty()) {
            return;
        }
        StringBuilder line = new StringBuilder("  %-9s".formatted(name));
        for (String word : text.split("\\s+", -1)) {
            if (line.length() > INDENT && line.length() + 1 + word.length() > WIDTH) {
                out.println(line);
                line = new StringBuilder(" ".repeat(INDENT));
            }
            line.append(line.length() == INDENT ? "" : " ").append(word);
        }
        out.println(line);
    }
}
