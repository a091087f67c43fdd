/**
 * One token a number: a transformer learns {@code a b = clamp(a + b)} over the numbers from -100 to 100 from some of the
 * pairs, and is asked the others. What lesson 8 tells.
 *
 * <p>Owns nothing but what a call makes; model and training are those of their rooms. It must not know the command line.
 */
@NullMarked
package dev.headlight.tutorial.numbers;

import org.jspecify.annotations.NullMarked;
