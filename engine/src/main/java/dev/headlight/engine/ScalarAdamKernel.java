package dev.headlight.engine;

/** {@link AdamKernel} in plain Java. */
final class ScalarAdamKernel implements AdamKernel {

    @Override
    public void step(
            float[] values,
            float[] gradient,
            float[] mean,
            float[] square,
            AdamStep.Factors f,
            int from,
            int to) {
        for (int i = from; i < to; i++) {
            float g = gradient[i];
            float m = mean[i] + f.meanShare() * (g - mean[i]);
            float s = f.squareKeep() * square[i] + f.squareShare() * g * g;
            mean[i] = m;
            square[i] = s;
            float root = (float) Math.sqrt(s) * f.rootScale() + f.epsilon();
            values[i] = f.keep() * values[i] - f.rate() * m / root;
        }
    }
}
