/**
 * The statistics themselves under test: truths are planted, data are drawn many times over, and what the analysis
 * says is counted. In the ordinary build a short form runs; {@code benchmarks/statistics.sh} runs the full one and
 * writes the tables of {@code docs/statistics.md}.
 */
@NullMarked
package dev.headlight.analysis.simulation;

import org.jspecify.annotations.NullMarked;
