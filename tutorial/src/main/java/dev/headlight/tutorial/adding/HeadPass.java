package dev.headlight.tutorial.adding;

import dev.headlight.engine.AttentionShape;
import dev.headlight.engine.CausalAttention;
import dev.headlight.engine.Linear;
import dev.headlight.engine.WeightMatrix;
import dev.headlight.engine.Workers;
import dev.headlight.model.training.Parameter;
import java.util.Arrays;
import java.util.List;

/**
 * One head forward and backward over a batch of sequences, by the engine: {@code Q = X_q W_q, K = X_k W_k, V = X_v W_v,
 * O = softmax(Q K^T / sqrt(d)) V}, every position reading every position.
 *
 * <p>The inputs of queries, keys and values may differ; those of lesson 2 are the numbers themselves.
 */
public final class HeadPass {

    private final Workers workers;
    private final int batch;
    private final AttentionShape shape;
    private final Projection query;
    private final Projection key;
    private final Projection value;
    private final float[] outputs;
    private final float[] logSumExp;

    /** A linear map without bias, its input and output of the last pass. */
    private static final class Projection {
        final Parameter weight; // [d, in]
        final float[] output;
        final float[] gradient; // by the output
        float[] input = {};

        Projection(String name, int d, int in, int rows) {
            weight = Parameter.zeros(name, Parameter.Kind.MATRIX, d, in);
            output = new float[rows * d];
            gradient = new float[rows * d];
        }
    }

    /**
     * A head of zeros.
     *
     * @param T positions of a sequence
     * @param d width of the head
     * @param queryInputs numbers a position that queries are made of; likewise for keys and values
     */
    public HeadPass(
            Workers workers,
            int batch,
            int T,
            int d,
            int queryInputs,
            int keyInputs,
            int valueInputs) {
        this.workers = workers;
        this.batch = batch;
        shape = AttentionShape.full(T, 1, 1, d);
        int rows = batch * T;
        query = new Projection("query", d, queryInputs, rows);
        key = new Projection("key", d, keyInputs, rows);
        value = new Projection("value", d, valueInputs, rows);
        outputs = new float[rows * d];
        logSumExp = new float[rows];
    }

    /** {@code W_q, W_k, W_v}, each {@code [d, inputs]}. */
    public List<Parameter> parameters() {
        return List.of(query.weight, key.weight, value.weight);
    }

    /**
     * Forward.
     *
     * @param forQueries {@code [batch T, inputs]}; likewise the other two
     * @return outputs {@code [batch T, d]}, overwritten by the next pass
     */
    public float[] forward(float[] forQueries, float[] forKeys, float[] forValues) {
        project(query, forQueries);
        project(key, forKeys);
        project(value, forValues);
        CausalAttention.forward(
                workers, query.output, key.output, value.output, outputs, logSumExp, shape, batch);
        return outputs;
    }

    private void project(Projection p, float[] input) {
        p.input = input;
        WeightMatrix w = WeightMatrix.ofFloats(p.weight.values(), p.weight.rows(), p.weight.cols());
        Linear.forward(workers, input, batch * shape.T(), w, null, p.output, false);
    }

    /**
     * Backward of the last forward pass: overwrites the gradients of the parameters.
     *
     * @param dOutputs {@code [batch T, d]}
     */
    public void backward(float[] dOutputs) {
        CausalAttention.backward(
                workers,
                query.output,
                key.output,
                value.output,
                outputs,
                dOutputs,
                logSumExp,
                shape,
                batch,
                query.gradient,
                key.gradient,
                value.gradient);
        for (Projection p : List.of(query, key, value)) {
            Parameter w = p.weight;
            Arrays.fill(w.gradient(), 0);
            Linear.backwardWeight(
                    workers,
                    p.gradient,
                    p.input,
                    batch * shape.T(),
                    w.gradient(),
                    w.rows(),
                    w.cols(),
                    false);
        }
    }
}
