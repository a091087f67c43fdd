/**
 * The smallest adder: a few hundred parameters, trained beforehand by a recipe that is here too, every weight on one
 * screen. What lesson 10 tells.
 *
 * <p>Owns the file of weights among its resources. Knows the task of {@code dev.headlight.tutorial.digits}; it must not
 * know the command line.
 */
@NullMarked
package dev.headlight.tutorial.smallest;

import org.jspecify.annotations.NullMarked;
