/**
 * Adding numbers with one attention head, computed and trained by the engine: {@link
 * dev.headlight.tutorial.adding.EightSteps} forward by hand, {@link dev.headlight.tutorial.adding.HeadTraining} its
 * training, {@link dev.headlight.tutorial.adding.MarkedSum} the task that needs attention. Owns the arrays it returns.
 * Must not know lessons, terminals or pages.
 */
@NullMarked
package dev.headlight.tutorial.adding;

import org.jspecify.annotations.NullMarked;
