/**
 * From attention rows to verdicts: tallies that accept rows and combine, the scores they give, nulls and
 * controls, the bootstrap, the six hypotheses. Ends in one immutable tree of {@link
 * dev.headlight.analysis.results results}.
 *
 * <p>Must not know how results are shown, nor the command line.
 */
@NullMarked
package dev.headlight.analysis;

import org.jspecify.annotations.NullMarked;
