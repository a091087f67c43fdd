/**
 * The results tree made visible: JSON, CSV, pickle, PNG and the self-contained HTML report; and back from
 * JSON. Reads {@link dev.headlight.analysis.results} and nothing else of the analysis: no model, no engine.
 */
@NullMarked
package dev.headlight.report;

import org.jspecify.annotations.NullMarked;
