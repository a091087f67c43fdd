/**
 * The state of a run on disk, so that it goes on as if nothing had happened: all parameters, all that the optimizer
 * remembers, and the trainer's own words.
 *
 * <p>A checkpoint is a safetensors file that appears whole or not at all and carries a checksum of itself; {@link
 * dev.headlight.training.checkpoint.Checkpoints} keeps the last few. What the trainer's words mean is the trainer's.
 */
@NullMarked
package dev.headlight.training.checkpoint;

import org.jspecify.annotations.NullMarked;
