/**
 * The tutorial: adding numbers with attention, lesson by lesson. {@link dev.headlight.tutorial.Course} is the list.
 *
 * <p>What a lesson says is written once ({@link dev.headlight.tutorial.lesson}), with numbers that the engine has
 * computed; no second attention is implemented here.
 */
@NullMarked
package dev.headlight.tutorial;

import org.jspecify.annotations.NullMarked;
