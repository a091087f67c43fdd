/**
 * The six hypotheses and the one rule that judges them. A hypothesis says what its effect is and how
 * {@link dev.headlight.analysis.evidence.Evidence} shows it; {@link
 * dev.headlight.analysis.hypothesis.VerdictRule} turns effect and interval into a word; {@link
 * dev.headlight.analysis.hypothesis.Verdicts} does so for the model and its control alike, and writes
 * the sentence.
 *
 * <p>Owns what was fixed beforehand: smallest effects of interest and significance. Must not know files,
 * tokens or models.
 */
@NullMarked
package dev.headlight.analysis.hypothesis;

import org.jspecify.annotations.NullMarked;
