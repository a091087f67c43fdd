/**
 * The same analysis on Apache Spark: documents as a Dataset, a partition that opens the model once in its
 * process and runs the code of room {@code analysis} over its documents, tallies that combine, and the driver
 * that finishes as one machine does.
 *
 * <p>The only room that knows Spark. Must not know what a score is: it moves tallies.
 */
@NullMarked
package dev.headlight.spark;

import org.jspecify.annotations.NullMarked;
