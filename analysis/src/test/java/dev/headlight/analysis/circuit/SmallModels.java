package dev.headlight.analysis.circuit;

import dev.headlight.engine.WeightMatrix;
import dev.headlight.model.ModelConfig;
import dev.headlight.model.ModelConfig.Activation;
import dev.headlight.model.ModelConfig.LearnedPositions;
import dev.headlight.model.ModelConfig.Normalization;
import dev.headlight.model.ModelConfig.RotaryPositions;
import dev.headlight.model.ModelWeights;
import dev.headlight.model.ModelWeights.Layer;
import dev.headlight.model.ModelWeights.Norm;
import dev.headlight.model.ModelWeights.Projection;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Models of random floats, norms and biases too, small enough for naive arithmetic. */
final class SmallModels {

    static final int LAYERS = 3;
    static final int HEADS = 4;
    static final int D_HEAD = 5;
    static final int D_MODEL = 24; // heads are not a partition of it
    static final int VOCAB = 40;

    private SmallModels() {}

    /** Grouped queries, rotary positions, RMSNorm; tied. */
    static ModelConfig llama() {
        return config(
                "llama",
                2,
                Normalization.RMS_NORM,
                new RotaryPositions(4, true, new float[] {1, 0.1f}, 1),
                true);
    }

    /** Learned positions and LayerNorm; an output matrix of its own. */
    static ModelConfig gpt2() {
        return config("gpt2", HEADS, Normalization.LAYER_NORM, new LearnedPositions(), false);
    }

    private static ModelConfig config(
            String family,
            int nKvHeads,
            Normalization normalization,
            ModelConfig.Positions positions,
            boolean tied) {
        return new ModelConfig(
                family,
                LAYERS,
                HEADS,
                nKvHeads,
                D_MODEL,
                D_HEAD,
                16,
                VOCAB,
                48,
                normalization,
                1e-5f,
                positions,
                Activation.GELU_TANH,
                false,
                tied,
                0.3f);
    }

    static ModelWeights weights(ModelConfig c, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Layer> layers = new ArrayList<>();
        for (int l = 0; l < LAYERS; l++) {
            layers.add(
                    new Layer(
                            norm(random),
                            projection(HEADS * D_HEAD, D_MODEL, random),
                            projection(c.nKvHeads() * D_HEAD, D_MODEL, random),
                            projection(c.nKvHeads() * D_HEAD, D_MODEL, random),
                            projection(D_MODEL, HEADS * D_HEAD, random),
                            norm(random),
                            null,
                            projection(c.dFeedForward(), D_MODEL, random),
                            projection(D_MODEL, c.dFeedForward(), random)));
        }
        WeightMatrix embedding = matrix(VOCAB, D_MODEL, random);
        return new ModelWeights(
                embedding,
                c.positions() instanceof LearnedPositions
                        ? matrix(c.context(), D_MODEL, random)
                        : null,
                layers,
                norm(random),
                c.tiedEmbeddings() ? embedding : matrix(VOCAB, D_MODEL, random));
    }

    private static Norm norm(SplittableRandom random) {
        return new Norm(floats(D_MODEL, 1, random), floats(D_MODEL, 0, random));
    }

    private static Projection projection(int rows, int cols, SplittableRandom random) {
        return new Projection(matrix(rows, cols, random), floats(rows, 0, random));
    }

    private static WeightMatrix matrix(int rows, int cols, SplittableRandom random) {
        return WeightMatrix.ofFloats(floats(rows * cols, 0, random), rows, cols);
    }

    private static float[] floats(int n, double mean, SplittableRandom random) {
        float[] x = new float[n];
        for (int i = 0; i < n; i++) {
            x[i] = (float) (mean + 0.3 * random.nextGaussian());
        }
        return x;
    }
}
