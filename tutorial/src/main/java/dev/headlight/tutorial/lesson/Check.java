package dev.headlight.tutorial.lesson;

import java.util.List;

/** Tries a reader's answer to an exercise: a computation, which can fail. */
@FunctionalInterface
public interface Check {

    /**
     * What trying an answer came to.
     *
     * @param met whether the answer holds
     * @param words what came out, with the figures
     */
    record Outcome(boolean met, Words words) {}

    /**
     * Tries an answer.
     *
     * @param answer the words after the exercise's id on the command line
     * @throws dev.headlight.text.UsageException where it is not of the kind that was asked for
     */
    Outcome check(List<String> answer);
}
