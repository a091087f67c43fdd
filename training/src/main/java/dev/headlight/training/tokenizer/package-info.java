/**
 * Tokenizers made from a text: {@linkplain dev.headlight.training.tokenizer.ByteLevelBpe byte-level BPE},
 * {@linkplain dev.headlight.training.tokenizer.CharacterTokenizer characters} and {@linkplain
 * dev.headlight.training.tokenizer.WordsTokenizer a closed list of words}, each written as the {@code
 * tokenizer.json} and {@code tokenizer_config.json} that Hugging Face's library reads, and run by that library
 * from the start: what encodes the training text is what will read the files.
 *
 * <p>Must not know documents, token files or models.
 */
@NullMarked
package dev.headlight.training.tokenizer;

import org.jspecify.annotations.NullMarked;
