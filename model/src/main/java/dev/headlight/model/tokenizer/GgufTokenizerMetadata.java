package dev.headlight.model.tokenizer;

import java.util.List;
import java.util.OptionalInt;

/**
 * What a GGUF file says about its tokenizer, the keys {@code tokenizer.ggml.*} as they stand there. Lists
 * and arrays that the file lacks are empty. Nothing is checked here: {@link GgufTokenizers#open} does.
 *
 * @param model {@code gpt2} (byte-level BPE) or {@code llama} (SentencePiece-style BPE by score)
 * @param pre name of the pre-tokenizer of a byte-level BPE, as llama.cpp names it; may be empty
 * @param tokens text of each id
 * @param scores [vocab] SentencePiece score of each id, or empty
 * @param types [vocab] 1 normal, 2 unknown, 3 control, 4 user-defined, 5 unused, 6 byte; or empty
 * @param merges {@code "left right"} in order of priority, or empty
 * @param bos {@code bos_token_id}
 * @param eos {@code eos_token_id}
 * @param unknown {@code unknown_token_id}
 * @param addBos {@code add_bos_token}, or the default of {@code model} where the file does not say
 * @param addSpacePrefix {@code add_space_prefix}, true where the file does not say: whether a SentencePiece
 *     tokenizer puts a space before a text and takes it away when it decodes
 */
public record GgufTokenizerMetadata(
        String model,
        String pre,
        List<String> tokens,
        float[] scores,
        int[] types,
        List<String> merges,
        OptionalInt bos,
        OptionalInt eos,
        OptionalInt unknown,
        boolean addBos,
        boolean addSpacePrefix) {}
