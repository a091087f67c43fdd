package dev.headlight.engine;

/** The look-up of rows, {@code y[t] = E[ids[t]]}; its forward pass is {@link WeightRows#read}. */
public final class Embedding {

    /** Columns of a task. */
    private static final int COLUMNS = 64;

    private Embedding() {}

    /**
     * {@code dE[ids[t]] += dy[t]} for all {@code t < n}, each row's terms in the order of {@code t} on any number of
     * threads: the tasks share the columns.
     *
     * @param ids {@code [n]}, rows of E
     * @param dy {@code [n, dModel]}
     * @param dEmbedding added to, {@code [vocab, dModel]}
     */
    public static void backward(
            Workers workers, int[] ids, float[] dy, int n, int dModel, float[] dEmbedding) {
        int vocab = dEmbedding.length / dModel;
        for (int t = 0; t < n; t++) {
            if (ids[t] < 0 || ids[t] >= vocab) {
                throw new IllegalArgumentException(
                        "id " + ids[t] + " at " + t + " of a vocabulary of " + vocab);
            }
        }
        workers.forEach(
                Math.ceilDiv(dModel, COLUMNS),
                task -> {
                    int from = task * COLUMNS;
                    int width = Math.min(COLUMNS, dModel - from);
                    for (int t = 0; t < n; t++) {
                        int at = ids[t] * dModel + from;
                        Kernels.ROW.addScaled(1, dy, t * dModel + from, dEmbedding, at, width);
                    }
                });
    }
}
