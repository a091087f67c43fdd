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
     * Lines one after the other: {@code d[p + e * width + i] = s[o + i * line + e]} for {@code i < lines}, {@code e <
     * k}; {@code lines <= width}.
     */
    void transpose(float[] s, int o, int line, int lines, int k, float[] d, int p, int width);
}
