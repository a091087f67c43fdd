/**
 * Sums over attention rows. A tally accepts tiles of rows while they are in cache, combines with another
 * that saw other rows, and gives sums and counts; threads, windows and documents all meet in {@code
 * combine}. Memory grows with the length of a window, never with its square.
 *
 * <p>Floats are added up within a range of rows of one head, doubles across ranges and windows; ranges
 * combine in their order, so any number of threads gives the same figures, bit for bit.
 *
 * <p>Must not know documents, scores' names or files.
 */
@NullMarked
package dev.headlight.analysis.tally;

import org.jspecify.annotations.NullMarked;
