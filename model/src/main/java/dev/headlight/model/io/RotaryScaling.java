package dev.headlight.model.io;

/**
 * The frequencies of rotary positions, {@code angle = m f_p} at position {@code m} for pair {@code p},
 * and how models stretch them to longer contexts. All results are {@code [dims / 2]}. Rounded to floats at
 * the end only.
 */
final class RotaryScaling {

    private RotaryScaling() {}

    /** {@code f_p = base^(-2p / dims)}. Source: Su et al. 2021 (arXiv 2104.09864). */
    static float[] frequencies(int dims, double base) {
        float[] frequencies = new float[dims / 2];
        for (int p = 0; p < frequencies.length; p++) {
            frequencies[p] = (float) frequency(p, dims, base);
        }
        return frequencies;
    }

    private static double frequency(int p, int dims, double base) {
        return Math.pow(base, -2.0 * p / dims);
    }

    /** {@code f_p / factor}: positions interpolated. Source: Chen et al. 2023 (arXiv 2306.15595). */
    static float[] linear(int dims, double base, double factor) {
        float[] frequencies = new float[dims / 2];
        for (int p = 0; p < frequencies.length; p++) {
            frequencies[p] = (float) (frequency(p, dims, base) / factor);
        }
        return frequencies;
    }

    /** {@code f_p / factors[p]}, as a GGUF file's {@code rope_freqs.weight} gives them. */
    static float[] divided(int dims, double base, float[] factors) {
        float[] frequencies = new float[dims / 2];
        for (int p = 0; p < frequencies.length; p++) {
            frequencies[p] = (float) (frequency(p, dims, base) / factors[p]);
        }
        return frequencies;
    }

    /**
     * Llama 3.1: with {@code r = trained f_p / 2 pi} turns over the trained context, {@code f_p} where
     * {@code r > high}, {@code f_p / factor} where {@code r < low}, and between them {@code (1 - s) f_p /
     * factor + s f_p} with {@code s = (r - low) / (high - low)}. Source: Meta's llama-models, and
     * transformers' modeling_rope_utils.
     */
    static float[] llama3(
            int dims, double base, double factor, double low, double high, double trained) {
        float[] frequencies = new float[dims / 2];
        for (int p = 0; p < frequencies.length; p++) {
            double f = frequency(p, dims, base);
            double turns = trained * f / (2 * Math.PI);
            double kept = Math.clamp((turns - low) / (high - low), 0, 1);
            frequencies[p] = (float) ((1 - kept) * f / factor + kept * f);
        }
        return frequencies;
    }

    /**
     * YaRN: pairs that turn more than {@code betaFast} times over the trained context keep {@code f_p},
     * those under {@code betaSlow} times get {@code f_p / factor}, with a linear ramp over the pairs
     * between (their bounds rounded outwards where {@code truncate}). Source: Peng et al. 2023 (arXiv
     * 2309.00071), as transformers computes it.
     */
    static float[] yarn(
            int dims,
            double base,
            double factor,
            double trained,
            double betaFast,
            double betaSlow,
            boolean truncate) {
        double from = pairThatTurns(betaFast, dims, base, trained);
        double to = pairThatTurns(betaSlow, dims, base, trained);
        double low = Math.max(truncate ? Math.floor(from) : from, 0);
        double high = Math.min(truncate ? Math.ceil(to) : to, dims - 1);
        double width = low == high ? 0.001 : high - low;
        float[] frequencies = new float[dims / 2];
        for (int p = 0; p < frequencies.length; p++) {
            double f = frequency(p, dims, base);
            double interpolated = Math.clamp((p - low) / width, 0, 1);
            frequencies[p] = (float) (f / factor * interpolated + f * (1 - interpolated));
        }
        return frequencies;
    }

    /** The pair, as a real number, that turns {@code turns} times over {@code trained} positions. */
    private static double pairThatTurns(double turns, int dims, double base, double trained) {
        return dims * Math.log(trained / (turns * 2 * Math.PI)) / (2 * Math.log(base));
    }

    /** YaRN's factor on cosine and sine, {@code 0.1 scale ln(factor) + 1}; 1 where nothing is stretched. */
    static double yarnMagnitude(double factor, double scale) {
        return factor <= 1 ? 1 : 0.1 * scale * Math.log(factor) + 1;
    }
}
