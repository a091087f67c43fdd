package dev.headlight.spark;

import dev.headlight.analysis.score.DivergenceSums;
import dev.headlight.analysis.score.DocumentScores;
import dev.headlight.analysis.score.ExampleCandidates;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * What a partition gives, one after another: the scores of each unit; and at its end the divergence between heads
 * over all of them, which is too large to be kept unit by unit, and rows that may be shown as examples.
 *
 * @param fingerprint {@link dev.headlight.analysis.TextFingerprint} of the unit; empty where nobody asks for it
 */
record ScoredItem(
        @Nullable DocumentScores unit,
        String fingerprint,
        @Nullable DivergenceSums divergences,
        @Nullable ExampleCandidates examples)
        implements Serializable {}
