package dev.headlight.engine;

/**
 * The copies that bring an operand into the order in which the tile kernel reads it. The {@code width} is the
 * number of rows or of columns of its tile.
 */
interface PackKernel {

    /**
     * Lines side by side: {@code d[p + e * width + i] = s[o + e * step + i]} for {@code i < width}, {@code e <
     * k}; {@code step >= width}.
     */
    void copy(float[] s, int o, int step, int width, int k, float[] d, int p);

    /**
     * The same of consecutive panels of the tile's columns, {@code panel} floats apart, row by row of what is read: {@code
     * d[p + j * panel + e * cols + i] = s[o + e * step + j * cols + i]} for {@code j < panels}, {@code i < cols}. What lies in
     * no cache comes faster in the order in which it lies: the gradient of a weight of 512 by 128 took 6 to 13% less.
     */
    void copyRows(float[] s, int o, int step, int panels, int k, float[] d, int p, int panel);

    /**
     * Lines one after the other: {@code d[p + e * width + i] = s[o + i * line + e]} for {@code i < lines}, {@code e <
     * k}; {@code lines <= width}.
     */
    void transpose(float[] s, int o, int line, int lines, int k, float[] d, int p, int width);
}
