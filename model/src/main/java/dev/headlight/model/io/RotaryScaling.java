package dev.headlight.model.io;

/** The frequencies of rotary positions: angle {@code m f_p} at position {@code m} for pair {@code p}. */
final class RotaryScaling {

    private RotaryScaling() {}

    /** {@code f_p = base^(-2p / dims)}, {@code [dims / 2]}. Source: Su et al. 2021. */
    static float[] frequencies(int dims, double base) {
        float[] frequencies = new float[dims / 2];
        for (int p = 0; p < frequencies.length; p++) {
            frequencies[p] = (float) (1 / Math.pow(base, 2.0 * p / dims));
        }
        return frequencies;
    }
}
