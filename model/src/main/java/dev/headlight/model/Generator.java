package dev.headlight.model;

import dev.headlight.engine.Workers;
import dev.headlight.text.UsageException;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * Continues a text: the prompt in one pass, then a token at a time, each attending to the keys and values
 * kept of those before.
 */
public final class Generator {

    /**
     * What came out.
     *
     * @param ids the prompt's ids, the one that begins a text included, then the generated ones
     * @param prompt how many of them are the prompt's
     * @param end why it stopped
     */
    public record Generation(int[] ids, int prompt, End end) {}

    /** Why a generation stopped. */
    public enum End {
        /** As many tokens as were asked for. */
        TOKENS,
        /** The model ended the text. */
        TEXT,
        /** The model's context is full. */
        CONTEXT
    }

    private final Transformer transformer;
    private final Tokenizer tokenizer;

    public Generator(Transformer transformer, Tokenizer tokenizer) {
        this.transformer = transformer;
        this.tokenizer = tokenizer;
    }

    /**
     * Continues {@code prompt} by at most {@code tokens} tokens.
     *
     * @param prompt may be empty where the model has an id that begins a text
     * @param listener takes the text after the prompt, piece by piece
     * @throws UsageException where there is nothing to begin with, or the prompt fills the context
     * @throws dev.headlight.text.ResourceException where keys and values do not fit into memory
     */
    public Generation generate(
            String prompt,
            int tokens,
            Sampling sampling,
            Workers workers,
            Consumer<String> listener) {
        int[] begin = beginning(prompt);
        int context = transformer.config().context();
        if (begin.length >= context) {
            throw new UsageException(
                    "the prompt has "
                            + begin.length
                            + " tokens, and the model's context of "
                            + context
                            + " leaves no room after it; shorten the prompt");
        }
        int capacity = (int) Math.min(context, (long) begin.length + Math.max(0, tokens));
        MemoryPlan.of(transformer.config(), transformer.weights(), begin.length, workers.threads())
                .requireWithCache(capacity, Runtime.getRuntime().maxMemory());
        KeyValueCache cache = new KeyValueCache(transformer.config(), capacity);
        RunState state = new RunState(transformer.config(), begin.length, cache);
        Sampler sampler = new Sampler(sampling, transformer.config().vocab());
        TokenStream stream = new TokenStream(tokenizer, begin, listener);
        float[] logits = new float[transformer.config().vocab()];
        int[] ids = Arrays.copyOf(begin, capacity);
        int[] next = begin;
        int length = begin.length;
        End end = capacity == context ? End.CONTEXT : End.TOKENS;
        while (length < capacity) {
            int last = next.length - 1;
            transformer.forward(next, state, workers, null, new int[] {last});
            transformer.logits(state, last, logits, workers);
            int id = sampler.next(logits);
            if (endsText(id)) {
                end = End.TEXT;
                break;
            }
            ids[length++] = id;
            stream.accept(id);
            next = new int[] {id};
        }
        stream.flush();
        return new Generation(Arrays.copyOf(ids, length), begin.length, end);
    }

    private int[] beginning(String prompt) {
        int[] ids = tokenizer.encode(prompt);
        if (tokenizer.bos().isPresent()) {
            int[] begun = new int[ids.length + 1];
            begun[0] = tokenizer.bos().getAsInt();
            System.arraycopy(ids, 0, begun, 1, ids.length);
            return begun;
        }
        if (ids.length == 0) {
            throw new UsageException(
                    "the prompt is empty and the model has no token that begins a text; give a --prompt");
        }
        return ids;
    }

    /** The id that begins a text ends the one before it too: models trained on a row of texts say so. */
    private boolean endsText(int id) {
        return tokenizer.eos().orElse(-1) == id || tokenizer.bos().orElse(-1) == id;
    }
}
