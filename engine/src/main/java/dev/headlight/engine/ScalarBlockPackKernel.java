package dev.headlight.engine;

/** {@link BlockPackKernel} in plain Java. */
final class ScalarBlockPackKernel implements BlockPackKernel {

    @Override
    public void pack(
            StorageType type, byte[] s, int rowBytes, int blocks, int cols, float[] d, int p) {
        for (int i = 0; i < cols; i++) {
            for (int b = 0; b < blocks; b++) {
                int at = i * rowBytes + b * type.blockBytes();
                block(type, s, at, d, p + 32 * b * cols + i, cols);
            }
        }
    }

    /** One block, its element {@code k} to {@code d[to + k * cols]}. */
    private static void block(StorageType type, byte[] s, int at, float[] d, int to, int cols) {
        float scale = WidenKernel.half(s, at);
        if (type == StorageType.Q8_0) {
            for (int k = 0; k < 32; k++) {
                d[to + k * cols] = scale * s[at + 2 + k];
            }
            return;
        }
        boolean hasMinimum = type == StorageType.Q4_1;
        float shift = hasMinimum ? WidenKernel.half(s, at + 2) : -8 * scale;
        int first = at + (hasMinimum ? 4 : 2);
        for (int k = 0; k < 16; k++) {
            int q = s[first + k];
            d[to + k * cols] = scale * (q & 15) + shift;
            d[to + (k + 16) * cols] = scale * (q >> 4 & 15) + shift;
        }
    }
}
