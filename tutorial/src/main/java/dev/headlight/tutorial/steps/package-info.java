/**
 * The eight steps of one head as blocks of a lesson, and as JSON: what {@code headlight add} shows and lesson 1 is built
 * of. Knows the computation and the lesson model, no terminal and no page.
 */
@NullMarked
package dev.headlight.tutorial.steps;

import org.jspecify.annotations.NullMarked;
