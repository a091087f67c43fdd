package dev.headlight.model.io;

import dev.headlight.model.ModelConfig.RotaryPositions;
import org.jspecify.annotations.Nullable;

/**
 * Rotary positions as a {@code config.json} describes them: {@code rope_theta} and {@code rope_scaling}
 * (until transformers 4), or {@code rope_parameters} that holds both (since 5).
 */
final class HuggingFaceRotary {

    private static final double BASE = 10_000;

    private HuggingFaceRotary() {}

    /** @param context {@code max_position_embeddings} */
    static RotaryPositions read(ConfigFields config, int dHead, int context) {
        ConfigFields both = config.object("rope_parameters");
        ConfigFields scaling = both != null ? both : config.object("rope_scaling");
        double outer = config.number("rope_theta", BASE, Double.MIN_NORMAL);
        double base = both == null ? outer : both.number("rope_theta", outer, Double.MIN_NORMAL);
        double partial = config.number("partial_rotary_factor", 1, 0);
        if (scaling != null) {
            partial = scaling.number("partial_rotary_factor", partial, 0);
        }
        if (partial != 1) {
            throw config.wrong(
                    "partial_rotary_factor",
                    "is " + partial + ", but this family turns whole heads: check config.json");
        }
        return read(config, scaling, dHead, base, context);
    }

    private static RotaryPositions read(
            ConfigFields config,
            @Nullable ConfigFields scaling,
            int dHead,
            double base,
            int context) {
        String type =
                scaling == null
                        ? "default"
                        : scaling.word("rope_type", scaling.word("type", "default"));
        return switch (type) {
            // Dynamic scaling changes nothing up to max_position_embeddings, and no window is
            // longer.
            case "default", "dynamic" ->
                    positions(RotaryScaling.frequencies(dHead, base), dHead, 1);
            case "linear" ->
                    positions(RotaryScaling.linear(dHead, base, factor(scaling, config)), dHead, 1);
            case "llama3" -> llama3(scaling, config, dHead, base, context);
            case "yarn" -> yarn(scaling, config, dHead, base, context);
            default ->
                    throw config.wrong(
                            "rope_scaling",
                            "is of type "
                                    + type
                                    + ", which is not supported: known are default, linear, dynamic,"
                                    + " llama3 and yarn");
        };
    }

    private static RotaryPositions llama3(
            @Nullable ConfigFields scaling,
            ConfigFields config,
            int dHead,
            double base,
            int context) {
        ConfigFields given = scaling == null ? config : scaling;
        double low = given.number("low_freq_factor", 1, 0);
        double high = given.number("high_freq_factor", 4, 0);
        if (high <= low) {
            throw config.wrong(
                    "high_freq_factor",
                    "is " + high + ", but must exceed low_freq_factor, " + low + ": check it");
        }
        double trained = trained(given, config, context);
        return positions(
                RotaryScaling.llama3(dHead, base, factor(scaling, config), low, high, trained),
                dHead,
                1);
    }

    private static RotaryPositions yarn(
            @Nullable ConfigFields scaling,
            ConfigFields config,
            int dHead,
            double base,
            int context) {
        ConfigFields given = scaling == null ? config : scaling;
        double trained = trained(given, config, context);
        double factor = given.has("factor") ? factor(scaling, config) : context / trained;
        double scale = given.number("mscale", 0, 0);
        double scaleAll = given.number("mscale_all_dim", 0, 0);
        double magnitude =
                scale > 0 && scaleAll > 0
                        ? RotaryScaling.yarnMagnitude(factor, scale)
                                / RotaryScaling.yarnMagnitude(factor, scaleAll)
                        : RotaryScaling.yarnMagnitude(factor, 1);
        float[] frequencies =
                RotaryScaling.yarn(
                        dHead,
                        base,
                        factor,
                        trained,
                        given.number("beta_fast", 32, Double.MIN_NORMAL),
                        given.number("beta_slow", 1, Double.MIN_NORMAL),
                        given.flag("truncate", true));
        return positions(frequencies, dHead, given.number("attention_factor", magnitude, 0));
    }

    private static double factor(@Nullable ConfigFields scaling, ConfigFields config) {
        double factor = scaling == null ? 0 : scaling.number("factor", 0, 0);
        if (factor < 1) {
            throw config.wrong(
                    "rope_scaling",
                    "must hold a factor of at least 1: fetch the model's config.json");
        }
        return factor;
    }

    private static double trained(ConfigFields scaling, ConfigFields config, int context) {
        String field = "original_max_position_embeddings";
        return config.positive(field, scaling.positive(field, context));
    }

    private static RotaryPositions positions(float[] frequencies, int dHead, double magnitude) {
        return new RotaryPositions(dHead, false, frequencies, (float) magnitude);
    }
}
