/**
 * The results tree: what an analysis found, as data. The report, the explorer, the CSV and a comparison of
 * two runs read this tree and nothing else, fresh or from disk. Records and lists only; a figure that does
 * not exist is NaN here and empty or null on disk, never 0.
 */
@NullMarked
package dev.headlight.analysis.results;

import org.jspecify.annotations.NullMarked;
