/**
 * Text to token ids and back, as each kind of model does it: llama2.c's and GGUF's SentencePiece-style
 * vocabularies ({@link dev.headlight.model.tokenizer.SentencePieceBpe}, ours), and everything that a
 * {@code tokenizer.json} describes ({@link dev.headlight.model.tokenizer.HuggingFaceTokenizer}, over Hugging
 * Face's own library; a GGUF file's byte-level BPE is put into that form in memory).
 *
 * <p>Owns the native library's life: {@link dev.headlight.model.tokenizer.NativeTokenizer} is the only class
 * that touches it, tells it to stay off the network before it loads, and frees what it allocates. Must not
 * know weights, windows or where a text came from.
 */
@NullMarked
package dev.headlight.model.tokenizer;

import org.jspecify.annotations.NullMarked;
