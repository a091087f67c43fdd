/**
 * {@code per_document.npz}: what each document gave for each head, as numpy reads it, and back. Owns the layout of that
 * file, which is described in {@code docs/per-document.md}. Must not know the other formats.
 */
@NullMarked
package dev.headlight.report.arrays;

import org.jspecify.annotations.NullMarked;
