package dev.headlight.tutorial.lesson;

import java.util.List;

/**
 * A piece of a lesson: what is said, not how it looks. A renderer switches over all of them, so that a new kind does
 * not compile until the terminal and the page both show it.
 */
public sealed interface Block {

    /** Begins a section: a step of the way. */
    record Heading(String text) implements Block {}

    /** Running text. */
    record Paragraph(Words words) implements Block {}

    /** A formula on a line of its own; several lines where it holds line ends. */
    record Formula(Words words) implements Block {}

    /** Lines of a program. */
    record Code(String text) implements Block {
        public Code {
            text = text.stripTrailing();
        }
    }

    /**
     * Matrices beside each other, as {@code Q = X × W_q}.
     *
     * @param signs between them, one fewer
     */
    record Matrices(List<Grid> grids, List<String> signs) implements Block {

        public Matrices {
            grids = List.copyOf(grids);
            signs = List.copyOf(signs);
            if (grids.isEmpty() || signs.size() != grids.size() - 1) {
                throw new IllegalArgumentException(
                        grids.size() + " matrices with " + signs.size() + " signs");
            }
        }
    }

    /**
     * A table of ready text.
     *
     * @param caption what it shows; may be empty
     * @param columns their heads
     * @param rows {@code [rows][columns]}, in the markup of {@link Words}
     */
    record Table(String caption, List<String> columns, List<List<String>> rows) implements Block {

        public Table {
            columns = List.copyOf(columns);
            rows = rows.stream().map(List::copyOf).toList();
            for (List<String> row : rows) {
                if (row.size() != columns.size()) {
                    throw new IllegalArgumentException(row + " under " + columns);
                }
            }
        }

        /** Whether all cells of a column are numbers (or units and signs of them), which stand at the right. */
        public boolean isNumber(int column) {
            return rows.stream().allMatch(r -> r.get(column).matches("[-+\\d.,e%–]*|inf"));
        }
    }

    /** A picture. */
    record Picture(Figure figure) implements Block {}

    /**
     * Predict, then reveal: the answer shows when the reader asks for it.
     *
     * @param choices answers to choose from, or none
     */
    record Question(Words asks, List<String> choices, List<Block> answer) implements Block {
        public Question {
            choices = List.copyOf(choices);
            answer = List.copyOf(answer);
        }
    }

    /** An aside: a warning, a connection, where a word comes from. */
    record Note(String title, Words words) implements Block {}

    /** A command to run, with what it shows. */
    record Command(String line, Words shows) implements Block {}

    /**
     * Something to change, and what to look for.
     *
     * @param id {@code lesson.number}, as {@code headlight tutorial check} takes it
     * @param example a whole check command as a reader may begin
     */
    record Exercise(String id, Words task, Words lookFor, String example, Check check)
            implements Block {}

    /**
     * Something that the reader operates: only on the page. The terminal leaves it out, so a lesson must read without it.
     *
     * @param kind which of the page's scripts drives it: {@code eight-steps}, {@code training}, {@code moments},
     *     {@code digits-answer}
     * @param says what can be done with it
     * @param data a JSON document that the script begins with; the same text in several is kept once
     */
    record Lab(String kind, String title, Words says, String data) implements Block {}
}
