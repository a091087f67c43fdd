package dev.headlight.tutorial.lesson;

import java.util.List;

/**
 * A lesson as it is read: the same for terminal and page.
 *
 * @param number from 1
 * @param minutes that reading it takes
 * @param aim one sentence: what the reader can say afterwards
 */
public record Lesson(int number, String title, int minutes, String aim, List<Block> blocks) {
    public Lesson {
        blocks = List.copyOf(blocks);
    }
}
