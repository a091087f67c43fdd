package dev.headlight.model.io;

import dev.headlight.engine.WeightMatrix;
import java.util.Objects;

/** Elements of a matrix one by one, by the definition of {@link WeightMatrix}. */
public final class Weights {

    private Weights() {}

    /** Element {@code (r, c)} of an unquantised matrix. */
    public static float at(WeightMatrix w, int r, int c) {
        long index = w.offset() + (long) r * w.rowStep() + (long) c * w.colStep();
        float[] heap = w.heap();
        return heap != null
                ? heap[(int) index]
                : ScalarStorage.read(w.type(), Objects.requireNonNull(w.segment()), index);
    }
}
