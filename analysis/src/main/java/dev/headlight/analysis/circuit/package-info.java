/**
 * Which heads work together, by three ways that know nothing of each other: the gradient of the loss by a gate on each
 * head ({@link dev.headlight.analysis.circuit.GateGradients}), the heads without which an induction head loses its
 * pattern ({@link dev.headlight.analysis.circuit.InductionPaths}), and the weights alone ({@link
 * dev.headlight.analysis.circuit.CompositionScores}, {@link dev.headlight.analysis.circuit.Copying}).
 *
 * <p>It runs models on windows it is given and owns the buffers of those runs. Must not know where text comes from, how
 * verdicts are reached or how results are shown.
 */
@NullMarked
package dev.headlight.analysis.circuit;

import org.jspecify.annotations.NullMarked;
