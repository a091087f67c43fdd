/**
 * Arithmetic on arrays: matrix product, causal attention, norms, rotary positions, activations and
 * cross-entropy, each operation's forward beside its backward; the threads that carry them; the
 * {@link dev.headlight.engine.AttentionHook} that sees attention rows while they are in cache.
 *
 * <p>Dimension letters mean the same everywhere: {@code T} positions of a window, {@code dModel} the
 * width of the residual stream, {@code nHeads} query heads, {@code nKvHeads} key/value heads,
 * {@code dHead} the width of a head, {@code vocab} the number of token ids. Arrays are row-major
 * and owned by the caller; an operation writes only the arrays its Javadoc calls output.
 *
 * <p>Must not know models, tokens or files. {@link dev.headlight.engine.WeightMatrix} may look into
 * memory that somebody else has mapped; who mapped it closes it.
 */
@NullMarked
package dev.headlight.engine;

import org.jspecify.annotations.NullMarked;
