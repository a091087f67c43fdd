/**
 * Figures and matrices as pictures: drawn once on a {@link dev.headlight.tutorial.picture.Canvas}, which is an SVG (whose
 * colours follow the reader's theme) or the pixels of a PNG. Knows the lesson model alone.
 */
@NullMarked
package dev.headlight.tutorial.picture;

import org.jspecify.annotations.NullMarked;
