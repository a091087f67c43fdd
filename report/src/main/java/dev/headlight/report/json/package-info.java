/**
 * {@code results.json}: the whole results tree, and back. The layout is described field by field in {@code
 * docs/results-schema.md}. Owns how a figure that does not exist is written (null) and how attention rows
 * are packed. Must not know the other formats.
 */
@NullMarked
package dev.headlight.report.json;

import org.jspecify.annotations.NullMarked;
