package dev.headlight.tutorial.digits;

import java.util.SplittableRandom;

/** Sums that a model learns from, drawn one at a time. */
public interface LearnedSums {

    /** How many there are; {@link Long#MAX_VALUE} where that is more than a {@code long} counts. */
    long count();

    /** Draws one; a function of the generator alone. */
    Sum draw(SplittableRandom random);

    /** Which these are, in words. */
    String words();
}
