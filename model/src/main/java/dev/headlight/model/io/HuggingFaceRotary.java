package dev.headlight.model.io;

import dev.headlight.model.ModelConfig.RotaryPositions;
import dev.headlight.text.UsageException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Rotary positions as a {@code config.json} describes them: {@code rope_theta} and {@code rope_scaling}
 * (until transformers 4), or {@code rope_parameters} that holds both (since 5).
 */
final class HuggingFaceRotary {

    private static final double BASE = 10_000;

    /** A double has no more of them. */
    private static final int DECIMALS = 17;

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

    /**
     * The base whose frequencies these are, float for float: the roundest decimal of those.
     *
     * @throws UsageException where they are scaled, or not of whole heads in halves
     */
    static double base(RotaryPositions rotary, int dHead) {
        float[] frequencies = rotary.inverseFrequencies();
        int last = frequencies.length - 1;
        if (rotary.dims() == dHead && !rotary.interleaved() && rotary.magnitude() == 1) {
            // f_p = base^(-2p / dims), solved for the base at the last p; one pair alone does not
            // turn on it.
            double estimate =
                    last == 0 ? BASE : Math.pow(frequencies[last], -(double) dHead / (2.0 * last));
            for (int digits = 1; digits <= DECIMALS && Double.isFinite(estimate); digits++) {
                double base = new BigDecimal(estimate).round(new MathContext(digits)).doubleValue();
                if (Arrays.equals(RotaryScaling.frequencies(dHead, base), frequencies)) {
                    return base;
                }
            }
        }
        throw new UsageException(
                "The model's rotary positions are scaled, partial or interleaved, which is not written: train"
                        + " with plain ones.");
    }

    private static RotaryPositions positions(float[] frequencies, int dHead, double magnitude) {
        return new RotaryPositions(dHead, false, frequencies, (float) magnitude);
    }
}
