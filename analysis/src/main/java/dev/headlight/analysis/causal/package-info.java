/**
 * What the loss becomes without some heads: ablations on the text and on random repeats, each a paired difference over
 * the same units, beside as many random heads of the same layers.
 *
 * <p>Which heads are worth it comes from outside ({@link dev.headlight.analysis.causal.Candidates}); what the figures
 * mean for a hypothesis is the hypotheses' business, which this package must not know. It owns the buffers of its
 * runs, bounded by {@link dev.headlight.analysis.causal.Ablations#ROWS}; model and workers are the caller's.
 */
@NullMarked
package dev.headlight.analysis.causal;

import org.jspecify.annotations.NullMarked;
