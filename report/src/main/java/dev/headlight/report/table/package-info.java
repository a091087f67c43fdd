/**
 * {@code scores.csv}: the tidy table, one row a figure, the contract for other tools. Must not know the
 * other formats.
 */
@NullMarked
package dev.headlight.report.table;

import org.jspecify.annotations.NullMarked;
