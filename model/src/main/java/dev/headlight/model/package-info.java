/**
 * A transformer as data: its configuration and weights as immutable records, the state of a run apart;
 * one forward pass for all families; families as tables; readers of safetensors, GGUF and llama2.c;
 * tokenizers; generation.
 *
 * <p>An {@link dev.headlight.model.OpenModel} owns the mapped memory its weights look into and unmaps it
 * when closed. Must not know scores, reports or the command line.
 */
@NullMarked
package dev.headlight.model;

import org.jspecify.annotations.NullMarked;
