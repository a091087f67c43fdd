package dev.headlight.engine;

import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@link WidenKernel} on vectors of 8. Products of a half-precision scale and a small integer are exact, so it
 * equals the plain one bit for bit.
 */
final class VectorWidenKernel implements WidenKernel {

    private static final VectorSpecies<Float> F = FloatVector.SPECIES_256;
    private static final VectorSpecies<Byte> B = ByteVector.SPECIES_64;
    private static final VectorSpecies<Integer> I = IntVector.SPECIES_256;
    private static final VectorSpecies<Short> H = ShortVector.SPECIES_128;

    @Override
    public void bf16(short[] s, int n, float[] d, int o) {
        int i = 0;
        for (; i + 8 <= n; i += 8) {
            // Of its exact class: where C2 has to guess the class of a vector that is shifted, and
            // has seen floats at
            // that place elsewhere, it ends the process (vectorSupport.cpp, "LSHIFT: float"; JDK
            // 25.0.3).
            IntVector bits =
                    (IntVector)
                            ShortVector.fromArray(H, s, i).convertShape(VectorOperators.S2I, I, 0);
            bits.lanewise(VectorOperators.LSHL, 16).reinterpretAsFloats().intoArray(d, o + i);
        }
        for (; i < n; i++) {
            d[o + i] = Float.intBitsToFloat(s[i] << 16);
        }
    }

    @Override
    public void q8(byte[] s, int blocks, float[] d, int o) {
        for (int b = 0; b < blocks; b++) {
            int at = 34 * b + 2;
            int to = o + 32 * b;
            float scale = WidenKernel.half(s, 34 * b);
            floats(ByteVector.fromArray(B, s, at)).mul(scale).intoArray(d, to);
            floats(ByteVector.fromArray(B, s, at + 8)).mul(scale).intoArray(d, to + 8);
            floats(ByteVector.fromArray(B, s, at + 16)).mul(scale).intoArray(d, to + 16);
            floats(ByteVector.fromArray(B, s, at + 24)).mul(scale).intoArray(d, to + 24);
        }
    }

    @Override
    public void q4(byte[] s, int blocks, boolean hasMinimum, float[] d, int o) {
        int head = hasMinimum ? 4 : 2;
        for (int b = 0; b < blocks; b++) {
            int at = (head + 16) * b;
            int to = o + 32 * b;
            float scale = WidenKernel.half(s, at);
            FloatVector by = FloatVector.broadcast(F, scale);
            FloatVector shift =
                    FloatVector.broadcast(F, hasMinimum ? WidenKernel.half(s, at + 2) : -8 * scale);
            ByteVector left = ByteVector.fromArray(B, s, at + head);
            ByteVector right = ByteVector.fromArray(B, s, at + head + 8);
            low(left).fma(by, shift).intoArray(d, to);
            low(right).fma(by, shift).intoArray(d, to + 8);
            high(left).fma(by, shift).intoArray(d, to + 16);
            high(right).fma(by, shift).intoArray(d, to + 24);
        }
    }

    private static FloatVector low(ByteVector v) {
        return floats(v.and((byte) 15));
    }

    private static FloatVector high(ByteVector v) {
        return floats(v.lanewise(VectorOperators.LSHR, 4).and((byte) 15));
    }

    private static FloatVector floats(ByteVector v) {
        return (FloatVector) v.convertShape(VectorOperators.B2F, F, 0);
    }
}
