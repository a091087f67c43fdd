/**
 * Measurements: kernels against their ceiling, the analysis against its peers, side by side in one run.
 * Nothing here is timed in a unit test.
 */
@NullMarked
package dev.headlight.benchmarks;

import org.jspecify.annotations.NullMarked;
