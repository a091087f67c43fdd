package dev.headlight.analysis.results;

import java.util.Map;

/**
 * The model that was analysed.
 *
 * @param name short name
 * @param path the file or folder, empty for a model made in memory
 * @param format in words
 * @param fingerprint of the weights
 * @param storage bytes by storage type
 * @param control in words: how the random-initialised control was made, or why there is none
 */
public record ModelSummary(
        String name,
        String path,
        String family,
        String format,
        String fingerprint,
        long parameters,
        int layers,
        int heads,
        int kvHeads,
        int dModel,
        int dHead,
        int dFeedForward,
        int vocab,
        int context,
        Map<String, Long> storage,
        String control) {}
