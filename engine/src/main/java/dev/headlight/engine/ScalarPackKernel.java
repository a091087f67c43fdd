package dev.headlight.engine;

/** {@link PackKernel} in plain Java. */
final class ScalarPackKernel implements PackKernel {

    @Override
    public void copy(float[] s, int o, int step, int width, int k, float[] d, int p) {
        for (int e = 0; e < k; e++) {
            System.arraycopy(s, o + e * step, d, p + e * width, width);
        }
    }

    @Override
    public void copyRows(
            float[] s, int o, int step, int panels, int k, float[] d, int p, int panel) {
        int cols = Kernels.TILE.cols();
        for (int e = 0; e < k; e++) {
            for (int j = 0; j < panels; j++) {
                System.arraycopy(s, o + e * step + j * cols, d, p + j * panel + e * cols, cols);
            }
        }
    }

    @Override
    public void transpose(
            float[] s, int o, int line, int lines, int k, float[] d, int p, int width) {
        transpose(s, o, line, lines, 0, k, d, p, width);
    }

    /** Two lines at a time, so that pairs of stores are adjacent; elements {@code from .. k - 1}. */
    static void transpose(
            float[] s, int o, int line, int lines, int from, int k, float[] d, int p, int width) {
        int i = 0;
        for (; i + 2 <= lines; i += 2) {
            two(s, o + i * line, o + (i + 1) * line, from, k, d, p + i, width);
        }
        if (i < lines) {
            for (int e = from; e < k; e++) {
                d[p + e * width + i] = s[o + i * line + e];
            }
        }
    }

    private static void two(float[] s, int x, int y, int from, int k, float[] d, int p, int width) {
        int q = p + from * width;
        for (int e = from; e < k; e++, q += width) {
            d[q] = s[x + e];
            d[q + 1] = s[y + e];
        }
    }
}
