/**
 * A small transformer that nobody trained: its weights are written by code, so that what each head does is
 * known beforehand. It is the demo's model and the detectors' proof.
 *
 * <p>Read it in this order.
 *
 * <ol>
 *   <li>{@link dev.headlight.model.wired.Residual}: the residual stream cut into subspaces that do not
 *       touch: which token stands here, which stood before, what comes next, where we are. A constant so
 *       large that it alone makes the norm turns every norm into the identity.
 *   <li>{@link dev.headlight.model.wired.KerdockCode}: a vector for each token, so nearly at right angles to
 *       each other that 64 dimensions are enough for hundreds of them.
 *   <li>{@link dev.headlight.model.wired.Clocks}: a vector for each position, the hands of three clocks;
 *       turning every hand back by one step makes it the vector of the position before.
 *   <li>{@link dev.headlight.model.wired.Wiring}: the heads. Each is two small matrices that say what the
 *       query asks and what the key answers.
 *   <li>{@link dev.headlight.model.wired.WiredModel}: which head goes where.
 * </ol>
 *
 * <p>Layer 0's previous-token head writes the token before into each place; layer 1's induction head asks
 * for places whose token before is the one that stands here now, and copies the token it finds there into
 * the prediction: key composition (Elhage et al. 2021, Olsson et al. 2022). Heads that find nothing spread
 * their attention evenly, since one score is as low as the next.
 *
 * <p>It runs through the ordinary forward pass and owns nothing that must be closed. Must not know scores or
 * detectors: the roles it names are what was wired, not what was found.
 */
@NullMarked
package dev.headlight.model.wired;

import org.jspecify.annotations.NullMarked;
