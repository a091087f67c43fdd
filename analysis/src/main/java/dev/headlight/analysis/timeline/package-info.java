/**
 * Heads over training: a compact analysis of the same held-out windows and random repeats, made every so many
 * steps ({@link dev.headlight.analysis.timeline.CompactAnalysis}), and what the points say together: the phase
 * change and its sentences ({@link dev.headlight.analysis.timeline.FormingHeads}).
 *
 * <p>Must not know the trainer, nor how a timeline is shown or kept.
 */
@NullMarked
package dev.headlight.analysis.timeline;

import org.jspecify.annotations.NullMarked;
