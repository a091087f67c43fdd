package dev.headlight.tutorial.lesson;

import java.util.List;

/**
 * A lesson before it is computed. What the list of lessons says is known at once; {@link #write} runs what the lesson
 * is about, which may train a model, and puts the figures into the text. Deterministic: the same on every call.
 */
public interface Chapter {

    int number();

    String title();

    int minutes();

    /** One sentence: what the reader can say afterwards. */
    String aim();

    /** The lesson's blocks; may take some seconds. */
    List<Block> write();

    /** The exercises among the blocks; a lesson whose {@link #write} takes long makes them without it. */
    default List<Block> exercises() {
        return write().stream().filter(b -> b instanceof Block.Exercise).toList();
    }

    /** The whole lesson. */
    default Lesson lesson() {
        return new Lesson(number(), title(), minutes(), aim(), write());
    }
}
