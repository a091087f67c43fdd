/**
 * What the rows of attention say about a head, document by document: tokens and windows, the {@link
 * dev.headlight.analysis.score.Figure figures} with their uniform nulls, the forward pass that gives them
 * ({@link dev.headlight.analysis.score.DocumentScorer}, {@link dev.headlight.analysis.score.RepeatScorer}),
 * and the card of every definition.
 *
 * <p>Owns the meaning of a score within one document. Must not know how documents are averaged, resampled
 * or judged.
 */
@NullMarked
package dev.headlight.analysis.score;

import org.jspecify.annotations.NullMarked;
