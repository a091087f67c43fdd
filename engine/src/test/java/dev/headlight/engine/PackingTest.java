package dev.headlight.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PackingTest {

    private static final int LENGTH = 37;

    /** Rows, columns and every second column of a matrix, which ends with its array: all of it packed, by the definition. */
    @Test
    void linesThatFillTheLastPanelInPartAreFollowedByZeros() {
        for (int width : new int[] {Kernels.TILE.rows(), Kernels.TILE.cols()}) {
            for (int lines = 1; lines <= 3 * width; lines++) {
                packed(width, lines, LENGTH, 1); // one after the other
                packed(width, lines, 1, lines); // side by side
                packed(width, lines, 1, lines + 7);
                packed(width, lines, 2, 2 * lines - 1);
            }
        }
    }

    private static void packed(int width, int lines, int line, int step) {
        int offset = 3;
        int size = offset + (lines - 1) * line + (LENGTH - 1) * step + 1;
        float[] s = RandomFloats.of(size, lines, 1);
        int panels = Math.ceilDiv(lines, width);
        int panel = width * LENGTH + 5;
        float[] d = RandomFloats.of(panels * panel, 1, 1);
        float[] expected = d.clone();
        for (int i = 0; i < panels * width; i++) {
            for (int e = 0; e < LENGTH; e++) {
                expected[i / width * panel + e * width + i % width] =
                        i < lines ? s[offset + i * line + e * step] : 0;
            }
        }
        Packing.pack(s, offset, line, step, lines, width, LENGTH, d, 0, panel);
        assertThat(d).isEqualTo(expected);
    }
}
