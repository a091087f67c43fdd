/**
 * Addition of digits: the task, the small transformer that learns it, the test on every pair it never saw, what its
 * heads look at and what is left when that is taken from them; and the lessons that tell so.
 *
 * <p>Owns nothing but what a call makes. Model, training step and forward pass are those of the rooms {@code model} and
 * {@code training}; no arithmetic of a transformer is here. It must not know the command line.
 */
@NullMarked
package dev.headlight.tutorial.digits;

import org.jspecify.annotations.NullMarked;
