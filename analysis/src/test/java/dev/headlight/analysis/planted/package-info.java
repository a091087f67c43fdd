/** Attention without a model: rows made to patterns whose scores are known beforehand. For tests alone. */
@NullMarked
package dev.headlight.analysis.planted;

import org.jspecify.annotations.NullMarked;
