package dev.headlight.model.wired;

import dev.headlight.engine.WeightMatrix;
import dev.headlight.model.ModelConfig;
import dev.headlight.model.ModelDescription;
import dev.headlight.model.ModelWeights;
import dev.headlight.model.ModelWeights.Layer;
import dev.headlight.model.ModelWeights.Norm;
import dev.headlight.model.ModelWeights.Projection;
import dev.headlight.model.OpenModel;
import dev.headlight.model.Tokenizer;
import dev.headlight.model.tokenizer.WordTokenizer;
import dev.headlight.text.StoryGrammar;
import dev.headlight.text.story.Prose;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * The model wired by hand: 3 layers of 4 heads, 256 wide, context 256, over the words of the {@link
 * StoryGrammar}. What each head does is listed in {@link #heads}; how it is made to, in {@link Wiring}. The
 * feed-forward blocks are empty. Its only prediction is the induction head's: a word that has been heard
 * before is followed by what followed it then; elsewhere all words are equally likely, {@code ln vocab} nats.
 */
public final class WiredModel {

    /** Longest window. */
    public static final int CONTEXT = 256;

    private static final int LAYERS = 3;
    private static final int HEADS = 4;
    private static final int FEED_FORWARD = 32;

    /** Nats by which the copied word is preferred to one at right angles to it. */
    private static final float CONFIDENCE = 9;

    private WiredModel() {}

    /**
     * A head and what it is by construction.
     *
     * @param layer 0-based
     * @param head 0-based
     * @param role {@code previous token}, {@code duplicate token}, {@code induction}, {@code sink}, {@code
     *     punctuation}, {@code local} or {@code broad}
     */
    public record Head(int layer, int head, String role) {}

    /** Every head, layer by layer. */
    public static List<Head> heads() {
        return List.of(
                new Head(0, 0, "previous token"),
                new Head(0, 1, "duplicate token"),
                new Head(0, 2, "local"),
                new Head(0, 3, "broad"),
                new Head(1, 0, "induction"),
                new Head(1, 1, "sink"),
                new Head(1, 2, "punctuation"),
                new Head(1, 3, "broad"),
                new Head(2, 0, "sink"),
                new Head(2, 1, "broad"),
                new Head(2, 2, "broad"),
                new Head(2, 3, "broad"));
    }

    /** The model, made anew; the same every time. */
    public static OpenModel open() {
        Tokenizer tokenizer = new WordTokenizer(StoryGrammar.vocabulary());
        ModelWeights weights = weights(tokenizer);
        long parameters = ModelDescription.of(weights).parameters();
        return new OpenModel(
                "wired",
                null,
                "wired by hand, F32",
                WeightHash.of(weights),
                parameters,
                Map.of("F32", 4 * parameters),
                config(tokenizer.vocab()),
                weights,
                tokenizer,
                () -> {});
    }

    private static ModelConfig config(int vocab) {
        return new ModelConfig(
                "wired",
                LAYERS,
                HEADS,
                HEADS,
                Residual.WIDTH,
                Wiring.D_HEAD,
                FEED_FORWARD,
                vocab,
                CONTEXT,
                ModelConfig.Normalization.RMS_NORM,
                1e-6f,
                new ModelConfig.LearnedPositions(),
                ModelConfig.Activation.GELU_TANH,
                false,
                false,
                0.02f);
    }

    private static ModelWeights weights(Tokenizer tokenizer) {
        List<Layer> layers = new ArrayList<>();
        for (int l = 0; l < LAYERS; l++) {
            Wiring wiring = new Wiring(HEADS, CONTEXT);
            for (Head head : heads()) {
                if (head.layer() == l) {
                    wire(wiring, head);
                }
            }
            layers.add(layer(wiring));
        }
        return new ModelWeights(
                tokenEmbedding(tokenizer), positions(), layers, norm(), output(tokenizer));
    }

    private static void wire(Wiring wiring, Head head) {
        switch (head.role()) {
            case "previous token" -> wiring.previousToken(head.head());
            case "duplicate token" -> wiring.duplicateToken(head.head());
            case "induction" -> wiring.induction(head.head());
            case "sink" -> wiring.sink(head.head());
            case "punctuation" -> wiring.punctuation(head.head());
            case "local" -> wiring.local(head.head());
            case "broad" -> {} // uniform as it is
            default -> throw new IllegalStateException("no wiring for " + head);
        }
    }

    private static Layer layer(Wiring wiring) {
        return new Layer(
                norm(),
                wiring.query(),
                wiring.key(),
                wiring.value(),
                wiring.output(),
                norm(),
                null,
                empty(FEED_FORWARD, Residual.WIDTH),
                empty(Residual.WIDTH, FEED_FORWARD));
    }

    private static Projection empty(int rows, int cols) {
        return new Projection(WeightMatrix.ofFloats(new float[rows * cols], rows, cols), null);
    }

    private static Norm norm() {
        float[] gain = new float[Residual.WIDTH];
        Arrays.fill(gain, Residual.GAIN);
        return new Norm(gain, null);
    }

    private static WeightMatrix tokenEmbedding(Tokenizer tokenizer) {
        float[] rows = new float[tokenizer.vocab() * Residual.WIDTH];
        for (int id = 0; id < tokenizer.vocab(); id++) {
            int row = id * Residual.WIDTH;
            rows[row + Residual.CONSTANT] = Residual.CONSTANT_VALUE;
            if (id != WordTokenizer.BEGIN) {
                put(KerdockCode.vector(id), 1, rows, row + Residual.TOKEN);
            }
            if (!tokenizer.special(id) && Prose.sign(tokenizer.piece(id))) {
                rows[row + Residual.SIGN] = 1;
            }
        }
        return WeightMatrix.ofFloats(rows, tokenizer.vocab(), Residual.WIDTH);
    }

    private static WeightMatrix positions() {
        float[] rows = new float[CONTEXT * Residual.WIDTH];
        for (int i = 0; i < CONTEXT; i++) {
            int row = i * Residual.WIDTH;
            put(Clocks.hands(i), 1, rows, row + Residual.CLOCKS);
            rows[row + Residual.RAMP] = (float) i / CONTEXT;
            rows[row + Residual.FIRST] = i == 0 ? 1 : 0;
        }
        return WeightMatrix.ofFloats(rows, CONTEXT, Residual.WIDTH);
    }

    private static WeightMatrix output(Tokenizer tokenizer) {
        float[] rows = new float[tokenizer.vocab() * Residual.WIDTH];
        for (int id = 0; id < tokenizer.vocab(); id++) {
            if (id != WordTokenizer.BEGIN) {
                put(KerdockCode.vector(id), CONFIDENCE, rows, id * Residual.WIDTH + Residual.NEXT);
            }
        }
        return WeightMatrix.ofFloats(rows, tokenizer.vocab(), Residual.WIDTH);
    }

    private static void put(float[] from, float factor, float[] to, int at) {
        for (int d = 0; d < from.length; d++) {
            to[at + d] = factor * from[d];
        }
    }
}
