/**
 * Two analyses held against each other: which heads differ beyond what their documents could do by chance.
 * {@link dev.headlight.analysis.comparison.ModelComparison} pairs units that said the same, matches heads, and takes
 * every difference with its interval, p and q. Reads results and the figures of documents that were kept with them;
 * must not know models, or how a score is taken.
 */
@NullMarked
package dev.headlight.analysis.comparison;

import org.jspecify.annotations.NullMarked;
