package dev.headlight.model.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.headlight.engine.StorageType;
import dev.headlight.engine.WeightMatrix;
import dev.headlight.engine.WeightRows;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class QuantizerTest {

    /** What comes back lies within half a step of the block's own scale, the half-precision scale's error beside it. */
    @Test
    void aBlockComesBackWithinHalfAStep() {
        SplittableRandom random = new SplittableRandom(3);
        for (int trial = 0; trial < 300; trial++) {
            float[] row = new float[64];
            float scale = (float) Math.exp(6 * random.nextDouble() - 5);
            for (int i = 0; i < row.length; i++) {
                row[i] = (float) (scale * random.nextGaussian());
            }
            for (StorageType type : StorageType.values()) {
                float[] back = back(type, row);
                for (int block = 0; block < 2; block++) {
                    double step = step(type, row, 32 * block);
                    for (int i = 32 * block; i < 32 * block + 32; i++) {
                        assertThat((double) back[i])
                                .as(type + " " + row[i])
                                .isEqualTo(row[i], within(step + 0.002 * Math.abs(row[i])));
                    }
                }
            }
        }
    }

    /** Half a step; a whole one at the end of Q4_0's range, which is not symmetric. */
    private static double step(StorageType type, float[] row, int from) {
        double largest = 0;
        double least = row[from];
        double most = row[from];
        for (int i = from; i < from + 32; i++) {
            largest = Math.max(largest, Math.abs(row[i]));
            least = Math.min(least, row[i]);
            most = Math.max(most, row[i]);
        }
        double rounding = 0.004 * Math.max(Math.abs(least), Math.abs(most));
        return switch (type) {
            case F32 -> 0;
            case F16, BF16 -> 0.004 * largest;
            case Q8_0 -> largest / 127 * 0.51 + rounding / 4;
            case Q4_0 -> largest / 8 + rounding;
            case Q4_1 -> (most - least) / 15 * 0.51 + rounding;
        };
    }

    @Test
    void roundingOnceMoreChangesNothing() {
        float[] row = new float[32];
        SplittableRandom random = new SplittableRandom(4);
        for (int i = 0; i < 32; i++) {
            row[i] = (float) random.nextGaussian();
        }
        for (StorageType type : new StorageType[] {StorageType.F16, StorageType.BF16}) {
            float[] once = back(type, row);
            assertThat(back(type, once)).isEqualTo(once);
        }
        assertThat(back(StorageType.Q4_0, new float[32])).containsOnly(0);
        assertThat(back(StorageType.Q8_0, new float[32])).containsOnly(0);
    }

    private static float[] back(StorageType type, float[] row) {
        ByteBuffer bytes =
                ByteBuffer.allocate((int) type.bytes(row.length)).order(ByteOrder.LITTLE_ENDIAN);
        Quantizer.append(type, row, row.length, bytes);
        WeightMatrix matrix =
                WeightMatrix.ofSegment(type, MemorySegment.ofArray(bytes.array()), 1, row.length);
        float[] back = new float[row.length];
        WeightRows.read(matrix, 0, back, 0);
        return back;
    }
}
