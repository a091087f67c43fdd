package dev.headlight.model.intervention;

/**
 * The outputs of a layer's heads in one window, to be rewritten.
 *
 * @param attended {@code [rows, nHeads, dHead]}
 * @param row of the window's first new position in it
 * @param values {@code [rows, nKvHeads, dHead]}
 * @param valueRow of the window's position 0 in it
 * @param T new positions
 * @param past positions before them
 */
record HeadRows(float[] attended, int row, float[] values, int valueRow, int T, int past) {}
