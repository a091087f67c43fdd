/**
 * What can be asked of a model and a text: every head's attention, the loss of each token, why a query reads a key, and
 * what happens where heads are switched off.
 *
 * <p>Nothing here is kept between questions but a {@link dev.headlight.explorer.reading.Reading}, which is immutable and
 * may serve any number of threads; each run has a {@link dev.headlight.model.RunState} of its own. A run asks its
 * {@link dev.headlight.explorer.reading.Stop} at every layer. Must not know HTTP, and of a model not where it is from.
 */
@NullMarked
package dev.headlight.explorer.reading;

import org.jspecify.annotations.NullMarked;
