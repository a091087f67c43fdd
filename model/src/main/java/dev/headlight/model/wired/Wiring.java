package dev.headlight.model.wired;

import dev.headlight.engine.WeightMatrix;
import dev.headlight.model.ModelWeights.Projection;

/**
 * The heads of one layer, as they are wired in. A head has {@link #D_HEAD} dimensions for queries and keys;
 * each method says which question stands in which of them. The score of query {@code i} and key {@code j} is
 * their dot product over {@code sqrt(dHead)}, which the query weights carry as a factor; the numbers below
 * are scores as the softmax sees them, so {@code e^score} is the weight of a key beside one of score 0.
 *
 * <p>A head that nobody wires has no question: all its scores are 0 and its attention is uniform.
 */
final class Wiring {

    /** Room for a token's vector and the clocks' hands. */
    static final int D_HEAD = KerdockCode.DIMENSIONS + Clocks.DIMENSIONS;

    private static final float ROOT = (float) Math.sqrt(D_HEAD);

    /** The same token against another's: {@code e^16} against at most {@code e^2} for each of 255. */
    private static final float MATCH = 16;

    /** The place before against any other: {@code e^(0.66 * 28)} = e^18. */
    private static final float PLACE = 28;

    /** Key 0 against all others: with 255 of them it still has 99%. */
    private static final float SINK = 10;

    /** A sign against a word. */
    private static final float SIGN = 5;

    /** Each step back divides the weight by {@code e^0.5}: the last 8 keys hold 98%, the one before 24%. */
    private static final float DECAY = 0.5f;

    private final int context;
    private final float[] query;
    private final float[] key;
    private final float[] value;
    private final float[] output;
    private final int nHeads;

    Wiring(int nHeads, int context) {
        this.nHeads = nHeads;
        this.context = context;
        int size = nHeads * D_HEAD * Residual.WIDTH;
        query = new float[size];
        key = new float[size];
        value = new float[size];
        output = new float[size];
    }

    /** The query is the hands of the place before, the key the hands of its own. Copies the token. */
    void previousToken(int head) {
        float[][] turn = Clocks.oneBack();
        for (int r = 0; r < Clocks.DIMENSIONS; r++) {
            for (int c = 0; c < Clocks.DIMENSIONS; c++) {
                ask(head, r, Residual.CLOCKS + c, PLACE * turn[r][c]);
            }
            answer(head, r, Residual.CLOCKS + r, 1);
        }
        copyToken(head, Residual.PREVIOUS);
    }

    /** Query and key are the token; the place itself, which always matches, is pushed down to a stranger's score. */
    void duplicateToken(int head) {
        match(head, Residual.TOKEN);
        int at = KerdockCode.DIMENSIONS;
        for (int r = 0; r < Clocks.DIMENSIONS; r++) {
            ask(head, at + r, Residual.CLOCKS + r, -MATCH / Clocks.SAME);
            answer(head, at + r, Residual.CLOCKS + r, 1);
        }
    }

    /** The query is the token, the key the token before: found is the place after an earlier occurrence. */
    void induction(int head) {
        match(head, Residual.PREVIOUS);
        // Nothing stands before key 0, and what the previous-token head wrote there is its own
        // token.
        int at = KerdockCode.DIMENSIONS;
        ask(head, at, Residual.CONSTANT, -MATCH / Residual.CONSTANT_VALUE);
        answer(head, at, Residual.FIRST, 1);
        copyToken(head, Residual.NEXT);
    }

    /** Whatever the query, key 0 answers. */
    void sink(int head) {
        ask(head, 0, Residual.CONSTANT, SINK / Residual.CONSTANT_VALUE);
        answer(head, 0, Residual.FIRST, 1);
    }

    /** Whatever the query, signs and line breaks answer. */
    void punctuation(int head) {
        ask(head, 0, Residual.CONSTANT, SIGN / Residual.CONSTANT_VALUE);
        answer(head, 0, Residual.SIGN, 1);
    }

    /** The key's score grows with its place; the softmax sees differences alone: {@code e^(-0.5 (i - j))}. */
    void local(int head) {
        ask(head, 0, Residual.CONSTANT, DECAY * context / Residual.CONSTANT_VALUE);
        answer(head, 0, Residual.RAMP, 1);
    }

    private void match(int head, int keySubspace) {
        for (int r = 0; r < KerdockCode.DIMENSIONS; r++) {
            ask(head, r, Residual.TOKEN + r, MATCH);
            answer(head, r, keySubspace + r, 1);
        }
    }

    private void ask(int head, int dimension, int from, float score) {
        query[(head * D_HEAD + dimension) * Residual.WIDTH + from] = score * ROOT;
    }

    private void answer(int head, int dimension, int from, float weight) {
        key[(head * D_HEAD + dimension) * Residual.WIDTH + from] = weight;
    }

    private void copyToken(int head, int to) {
        for (int r = 0; r < KerdockCode.DIMENSIONS; r++) {
            int dimension = head * D_HEAD + r;
            value[dimension * Residual.WIDTH + Residual.TOKEN + r] = 1;
            output[(to + r) * nHeads * D_HEAD + dimension] = 1;
        }
    }

    Projection query() {
        return inward(query);
    }

    Projection key() {
        return inward(key);
    }

    Projection value() {
        return inward(value);
    }

    Projection output() {
        return new Projection(WeightMatrix.ofFloats(output, Residual.WIDTH, nHeads * D_HEAD), null);
    }

    private Projection inward(float[] weights) {
        return new Projection(
                WeightMatrix.ofFloats(weights, nHeads * D_HEAD, Residual.WIDTH), null);
    }
}
