/**
 * A training run that is watched: how its heads form, and what of it is told to who watches. One run is trained at a time,
 * on a thread of its own. Must not know HTTP.
 */
@NullMarked
package dev.headlight.explorer.training;

import org.jspecify.annotations.NullMarked;
