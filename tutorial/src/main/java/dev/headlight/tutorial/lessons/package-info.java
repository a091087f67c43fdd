/**
 * Lessons 1 to 3: one head that adds plain numbers, by hand, trained, and on the task that needs it. Each lesson is a
 * {@link dev.headlight.tutorial.lesson.Chapter}; its figures are computed when it is written.
 */
@NullMarked
package dev.headlight.tutorial.lessons;

import org.jspecify.annotations.NullMarked;
