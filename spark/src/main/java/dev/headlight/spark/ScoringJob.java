package dev.headlight.spark;

import dev.headlight.analysis.score.ScoringOptions;
import java.io.Serializable;
import java.util.Set;

/**
 * What every task has to know of one scoring, of the model or of its control.
 *
 * @param analysis what is so for both
 * @param control whether the control is scored
 * @param blocks whether a unit is a window
 * @param longest tokens of the longest window of the text
 * @param options of the scoring
 * @param examples ids of the units whose rows may be shown; empty for none
 */
record ScoringJob(
        ClusterJob analysis,
        boolean control,
        boolean blocks,
        int longest,
        ScoringOptions options,
        Set<String> examples)
        implements Serializable {}
