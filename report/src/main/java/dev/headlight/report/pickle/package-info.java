/**
 * {@code attention_analysis_results.pkl}: the results tree for Python, as plain dicts, lists, strings and
 * numbers, readable by the {@code pickle} module and nothing else. Must not know the other formats, but for
 * the rounding of attention rows that it shares with JSON.
 */
@NullMarked
package dev.headlight.report.pickle;

import org.jspecify.annotations.NullMarked;
