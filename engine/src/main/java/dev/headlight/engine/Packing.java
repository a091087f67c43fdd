package dev.headlight.engine;

import java.util.Arrays;

/** Brings an operand into panels, the order in which the tile kernel reads it. */
final class Packing {

    private static final int COLS = Kernels.TILE.cols();

    private Packing() {}

    /**
     * Packs lines (rows of A or columns of B) into panels of {@code width} lines, each stored as {@code
     * [k][width]}, missing lines as zeros. Line {@code i} starts at {@code s[o + i * line]}, its elements are
     * {@code step} apart; panel {@code j} starts at {@code d[p + j * panel]}.
     */
    static void pack(
            float[] s,
            int o,
            int line,
            int step,
            int lines,
            int width,
            int k,
            float[] d,
            int p,
            int panel) {
        int first = 0;
        if (line == 1 && step >= lines && width == COLS) {
            int panels = lines / width;
            Kernels.PACK.copyRows(s, o, step, panels, k, d, p, panel);
            first = panels * width;
        }
        int chunk = line == 1 ? k : 256;
        for (int e = 0; e < k; e += chunk) {
            for (int i = first; i < lines; i += width) {
                packPanel(
                        s,
                        o + i * line + e * step,
                        line,
                        step,
                        Math.min(width, lines - i),
                        width,
                        Math.min(chunk, k - e),
                        d,
                        p + i / width * panel + e * width);
            }
        }
    }

    private static void packPanel(
            float[] s, int o, int line, int step, int count, int width, int k, float[] d, int p) {
        if (line == 1 && step >= width) {
            // Of a panel in part the elements beside its lines are read too, where there are any.
            int last = (s.length - o - width + step) / step;
            int whole = count == width ? k : Math.clamp(last, 0, k);
            Kernels.PACK.copy(s, o, step, width, whole, d, p);
            for (int e = whole; e < k; e++) {
                System.arraycopy(s, o + e * step, d, p + e * width, count);
            }
        } else if (step == 1) {
            Kernels.PACK.transpose(s, o, line, count, k, d, p, width);
        } else {
            for (int e = 0; e < k; e++) {
                for (int i = 0; i < count; i++) {
                    d[p + e * width + i] = s[o + e * step + i * line];
                }
            }
        }
        if (count < width) {
            for (int e = 0; e < k; e++) {
                Arrays.fill(d, p + e * width + count, p + (e + 1) * width, 0);
            }
        }
    }
}
