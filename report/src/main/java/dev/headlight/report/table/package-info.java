/**
 * {@code scores.csv}: the tidy table, one row a figure, the contract for other tools; {@code timeline.csv}: the
 * scores of a training run by step. Must not know the other formats.
 */
@NullMarked
package dev.headlight.report.table;

import org.jspecify.annotations.NullMarked;
