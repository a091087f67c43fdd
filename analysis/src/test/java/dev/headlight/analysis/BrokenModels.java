package dev.headlight.analysis;

import dev.headlight.engine.WeightMatrix;
import dev.headlight.engine.WeightRows;
import dev.headlight.model.ModelWeights;
import dev.headlight.model.ModelWeights.Layer;
import dev.headlight.model.ModelWeights.Projection;
import dev.headlight.model.OpenModel;
import dev.headlight.model.RandomInitialization;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.function.UnaryOperator;

/** Models as a broken load leaves them. */
final class BrokenModels {

    private BrokenModels() {}

    /** The same model with other weights. */
    static OpenModel with(OpenModel model, ModelWeights weights) {
        return new OpenModel(
                model.name(),
                model.path(),
                model.format(),
                model.fingerprint(),
                model.parameters(),
                model.storage(),
                model.config(),
                weights,
                model.tokenizer(),
                () -> {});
    }

    /** Nothing of the file arrived: the architecture as it is initialised. */
    static OpenModel untrained(OpenModel model, long seed) {
        return with(model, RandomInitialization.of(model.config(), seed));
    }

    /** The same with weights {@code factor} times as large as the architecture's own standard deviation asks. */
    static OpenModel untrained(OpenModel model, long seed, double factor) {
        ModelWeights w = RandomInitialization.of(model.config(), seed);
        return with(model, each(w, m -> scaled(m, factor)));
    }

    /** Every matrix's numbers in random order: the right sizes in the wrong places. */
    static OpenModel shuffled(OpenModel model, long seed) {
        Random random = new Random(seed);
        return with(model, each(model.weights(), m -> shuffled(m, random)));
    }

    /** One projection of one layer changed. */
    static OpenModel layer(OpenModel model, int at, UnaryOperator<Layer> change) {
        ModelWeights w = model.weights();
        List<Layer> layers = new ArrayList<>(w.layers());
        layers.set(at, change.apply(layers.get(at)));
        return with(
                model,
                new ModelWeights(
                        w.tokenEmbedding(),
                        w.positionEmbedding(),
                        layers,
                        w.finalNorm(),
                        w.output()));
    }

    static ModelWeights each(ModelWeights w, UnaryOperator<WeightMatrix> change) {
        WeightMatrix token = change.apply(w.tokenEmbedding());
        WeightMatrix position = w.positionEmbedding();
        List<Layer> layers = new ArrayList<>();
        for (Layer l : w.layers()) {
            layers.add(
                    new Layer(
                            l.attentionNorm(),
                            of(l.query(), change),
                            of(l.key(), change),
                            of(l.value(), change),
                            of(l.output(), change),
                            l.feedForwardNorm(),
                            l.gate() == null ? null : of(Objects.requireNonNull(l.gate()), change),
                            of(l.up(), change),
                            of(l.down(), change)));
        }
        return new ModelWeights(
                token,
                position == null ? null : change.apply(position),
                layers,
                w.finalNorm(),
                w.output().equals(w.tokenEmbedding()) ? token : change.apply(w.output()));
    }

    private static Projection of(Projection p, UnaryOperator<WeightMatrix> change) {
        return new Projection(change.apply(p.weight()), p.bias());
    }

    static float[] floats(WeightMatrix m) {
        float[] data = new float[m.rows() * m.cols()];
        for (int r = 0; r < m.rows(); r++) {
            WeightRows.read(m, r, data, r * m.cols());
        }
        return data;
    }

    static WeightMatrix shuffled(WeightMatrix m, Random random) {
        float[] data = floats(m);
        for (int i = data.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            float x = data[i];
            data[i] = data[j];
            data[j] = x;
        }
        return WeightMatrix.ofFloats(data, m.rows(), m.cols());
    }

    static WeightMatrix scaled(WeightMatrix m, double factor) {
        float[] data = floats(m);
        for (int i = 0; i < data.length; i++) {
            data[i] *= (float) factor;
        }
        return WeightMatrix.ofFloats(data, m.rows(), m.cols());
    }

    /** A tensor of zeros in another's place. */
    static Projection zeros(Projection p) {
        return of(p, m -> scaled(m, 0));
    }
}
