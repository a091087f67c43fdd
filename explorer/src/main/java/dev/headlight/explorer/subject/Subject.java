package dev.headlight.explorer.subject;

import dev.headlight.analysis.results.AnalysisResults;
import dev.headlight.model.ModelConfig;
import dev.headlight.model.Tokenizer;
import dev.headlight.model.Transformer;
import org.jspecify.annotations.Nullable;

/**
 * A model in hand.
 *
 * @param id by which the page names it
 * @param title for people
 * @param about what it is, in one sentence
 * @param tokenizer null where there is none: such a model reads token ids
 * @param results its analysis, where there is one
 * @param example a text to begin with
 */
public record Subject(
        String id,
        String title,
        String about,
        Transformer transformer,
        @Nullable Tokenizer tokenizer,
        @Nullable AnalysisResults results,
        String example) {

    public ModelConfig config() {
        return transformer.config();
    }
}
