/**
 * The PNG pictures: attention of one head, entropy by layer, attention by distance, heads over training. One style for all
 * ({@link dev.headlight.report.picture.ChartStyle}): model blue, comparison orange, control grey dashed,
 * uniform attention grey dotted. Must not know the other formats.
 */
@NullMarked
package dev.headlight.report.picture;

import org.jspecify.annotations.NullMarked;
