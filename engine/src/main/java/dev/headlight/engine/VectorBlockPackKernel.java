package dev.headlight.engine;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@link BlockPackKernel} on vectors. Of as many rows as there are lanes, four bytes of each make a vector of ints; shifts
 * take the elements out of it, one of every row, and the rows' scales and minima are vectors too. So an element costs a
 * fifth of an instruction a lane, and nothing is shuffled.
 *
 * <p>A product of a half-precision scale and a small integer is exact, so one rounding or two make no difference, and
 * it equals the plain kernel bit for bit.
 */
final class VectorBlockPackKernel implements BlockPackKernel {

    private static final VectorSpecies<Float> S = Lanes.FLOATS;
    private static final VectorSpecies<Integer> I = VectorSpecies.of(int.class, S.vectorShape());
    private static final int W = Lanes.COUNT;
    private static final VarHandle INTS =
            MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    /** Ints of a row's block, at most: 32 bytes. */
    private static final int MOST = 8;

    @Override
    public void pack(
            StorageType type, byte[] s, int rowBytes, int blocks, int cols, float[] d, int p) {
        Scratch scratch = Scratch.mine();
        int[] ints = scratch.ints(MOST * W);
        float[] scales = scratch.scales(2 * W);
        boolean eight = type == StorageType.Q8_0;
        int head = type == StorageType.Q4_1 ? 4 : 2;
        int count = eight ? 8 : 4;
        for (int i = 0; i < cols; i += W) {
            for (int b = 0; b < blocks; b++) {
                int at = i * rowBytes + b * type.blockBytes();
                gather(s, at, rowBytes, head, count, ints);
                scales(s, at, rowBytes, head == 4, scales);
                int to = p + 32 * b * cols + i;
                if (eight) {
                    bytes(ints, scales, d, to, cols);
                } else {
                    halfBytes(ints, scales, d, to, cols);
                }
            }
        }
    }

    /** {@code ints[c][lane]}: bytes {@code 4 c .. 4 c + 3} of the block in each row. */
    private static void gather(byte[] s, int at, int rowBytes, int head, int count, int[] ints) {
        for (int lane = 0; lane < W; lane++) {
            int x = at + lane * rowBytes + head;
            for (int c = 0; c < count; c++) {
                ints[c * W + lane] = (int) INTS.get(s, x + 4 * c);
            }
        }
    }

    /** Scale of each row's block, then what is added: the minimum where there is one, else that of Q4_0. */
    private static void scales(byte[] s, int at, int rowBytes, boolean hasMinimum, float[] scales) {
        for (int lane = 0; lane < W; lane++) {
            int x = at + lane * rowBytes;
            float scale = WidenKernel.half(s, x);
            scales[lane] = scale;
            scales[W + lane] = hasMinimum ? WidenKernel.half(s, x + 2) : -8 * scale;
        }
    }

    /** A byte holds element {@code k} low and element {@code k + 16} high. */
    private static void halfBytes(int[] ints, float[] scales, float[] d, int to, int cols) {
        FloatVector scale = FloatVector.fromArray(S, scales, 0);
        FloatVector shift = FloatVector.fromArray(S, scales, W);
        for (int c = 0; c < 4; c++) {
            IntVector v = IntVector.fromArray(I, ints, c * W);
            int low = to + 4 * c * cols;
            int high = low + 16 * cols;
            half(v, 0, scale, shift, d, low);
            half(v, 4, scale, shift, d, high);
            half(v, 8, scale, shift, d, low + cols);
            half(v, 12, scale, shift, d, high + cols);
            half(v, 16, scale, shift, d, low + 2 * cols);
            half(v, 20, scale, shift, d, high + 2 * cols);
            half(v, 24, scale, shift, d, low + 3 * cols);
            half(v, 28, scale, shift, d, high + 3 * cols);
        }
    }

    private static void half(
            IntVector v, int by, FloatVector scale, FloatVector shift, float[] d, int to) {
        IntVector q = v.lanewise(VectorOperators.LSHR, by).and(15);
        FloatVector x = (FloatVector) q.convertShape(VectorOperators.I2F, S, 0);
        x.fma(scale, shift).intoArray(d, to);
    }

    private static void bytes(int[] ints, float[] scales, float[] d, int to, int cols) {
        FloatVector scale = FloatVector.fromArray(S, scales, 0);
        for (int c = 0; c < 8; c++) {
            IntVector v = IntVector.fromArray(I, ints, c * W);
            int at = to + 4 * c * cols;
            whole(v, 24, scale, d, at);
            whole(v, 16, scale, d, at + cols);
            whole(v, 8, scale, d, at + 2 * cols);
            whole(v, 0, scale, d, at + 3 * cols);
        }
    }

    private static void whole(IntVector v, int up, FloatVector scale, float[] d, int to) {
        IntVector q = v.lanewise(VectorOperators.LSHL, up).lanewise(VectorOperators.ASHR, 24);
        FloatVector x = (FloatVector) q.convertShape(VectorOperators.I2F, S, 0);
        x.mul(scale).intoArray(d, to);
    }
}
