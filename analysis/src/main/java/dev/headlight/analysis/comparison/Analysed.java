package dev.headlight.analysis.comparison;

import dev.headlight.analysis.results.AnalysisResults;
import dev.headlight.analysis.results.DocumentFigures;

/**
 * One side of a comparison.
 *
 * @param folder it was read from
 */
public record Analysed(String folder, AnalysisResults results, DocumentFigures figures) {}
