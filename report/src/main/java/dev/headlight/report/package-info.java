/**
 * The results tree made visible: JSON, CSV, pickle, PNG and the self-contained HTML report; and back from
 * JSON. Reads {@link dev.headlight.analysis.results} and nothing else of the analysis: no model, no engine.
 *
 * <p>This package is the door: {@link dev.headlight.report.ReportFiles} writes the files of a run, all or
 * none. Each format has its own package below and knows neither the others nor the file system.
 */
@NullMarked
package dev.headlight.report;

import org.jspecify.annotations.NullMarked;
