package dev.headlight.engine;

/** {@link WidenKernel} in plain Java. */
final class ScalarWidenKernel implements WidenKernel {

    @Override
    public void bf16(short[] s, int n, float[] d, int o) {
        for (int i = 0; i < n; i++) {
            d[o + i] = Float.intBitsToFloat(s[i] << 16);
        }
    }

    @Override
    public void q8(byte[] s, int blocks, float[] d, int o) {
        for (int b = 0; b < blocks; b++) {
            int at = 34 * b;
            float scale = WidenKernel.half(s, at);
            for (int i = 0; i < 32; i++) {
                d[o + 32 * b + i] = scale * s[at + 2 + i];
            }
        }
    }

    @Override
    public void q4(byte[] s, int blocks, boolean hasMinimum, float[] d, int o) {
        int head = hasMinimum ? 4 : 2;
        for (int b = 0; b < blocks; b++) {
            int at = (head + 16) * b;
            float scale = WidenKernel.half(s, at);
            float shift = hasMinimum ? WidenKernel.half(s, at + 2) : -8 * scale;
            for (int i = 0; i < 16; i++) {
                int q = s[at + head + i];
                d[o + 32 * b + i] = scale * (q & 15) + shift;
                d[o + 32 * b + i + 16] = scale * (q >> 4 & 15) + shift;
            }
        }
    }
}
