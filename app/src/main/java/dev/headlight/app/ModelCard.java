package dev.headlight.app;

import dev.headlight.analysis.AnalysisOptions;
import dev.headlight.analysis.results.AnalysisResults;
import dev.headlight.model.MemoryPlan;
import dev.headlight.model.ModelConfig;
import dev.headlight.model.ModelDescription;
import dev.headlight.model.OpenModel;
import dev.headlight.model.Tokenizer;
import dev.headlight.model.io.WeightEvenness;
import java.io.PrintStream;
import java.util.Locale;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** What {@code headlight inspect} prints of a model, in 80 columns. */
final class ModelCard {

    private static final String FIELD = "%-14s %s";

    /** Matrices that are named one by one. */
    private static final int NAMED = 3;

    private final OpenModel model;
    private final int context;
    private final int threads;
    private final boolean scanned;

    /**
     * A card.
     *
     * @param context window to plan memory for; 0 for the usual one
     * @param scanned whether every weight has been found finite
     */
    ModelCard(OpenModel model, int context, int threads, boolean scanned) {
        this.model = model;
        int usual = Math.min(model.config().context(), AnalysisOptions.LONGEST_USUAL);
        this.context = context == 0 ? usual : context;
        this.threads = threads;
        this.scanned = scanned;
    }

    void print(PrintStream out) {
        ModelConfig c = model.config();
        field(out, "model", model.name());
        field(out, "format", model.format());
        field(out, "fingerprint", model.fingerprint());
        field(out, "family", c.family());
        field(out, "layers", c.nLayers());
        field(
                out,
                "heads",
                c.nHeads()
                        + " a layer, "
                        + c.nKvHeads()
                        + " key/value heads, "
                        + c.dHead()
                        + " wide");
        field(out, "width", c.dModel() + ", feed-forward " + c.dFeedForward());
        field(out, "feed-forward", (c.gatedFeedForward() ? "gated, " : "") + words(c.activation()));
        field(out, "norm", words(c.normalization()) + ", epsilon " + c.normEpsilon());
        field(out, "positions", positions(c));
        field(out, "vocabulary", number(c.vocab()) + (c.tiedEmbeddings() ? ", output tied" : ""));
        field(out, "context", number(c.context()) + " tokens");
        field(out, "tokenizer", tokenizer(model.tokenizer()));
        out.println();
        weights(out);
        out.println();
        memory(out);
    }

    private void weights(PrintStream out) {
        ModelDescription description = ModelDescription.of(model.weights());
        row(
                out,
                "%-20s %8s %15s %12s  %s",
                "weights",
                "tensors",
                "parameters",
                "bytes",
                "stored as");
        int tensors = 0;
        for (ModelDescription.Group g : description.groups()) {
            row(
                    out,
                    "%-20s %8d %,15d %12s  %s",
                    g.name(),
                    g.tensors(),
                    g.parameters(),
                    bytes(g.bytes()),
                    g.storage());
            tensors += g.tensors();
        }
        row(
                out,
                "%-20s %8d %,15d %12s  %s",
                "in all",
                tensors,
                description.parameters(),
                bytes(description.bytes()),
                scanned ? "every one finite" : "not scanned");
        if (scanned) {
            evenness(out, WeightEvenness.of(model.weights()));
        }
    }

    /** Whether the weights can be told from random numbers, and which tensors hold nothing. */
    private static void evenness(PrintStream out, WeightEvenness found) {
        if (found.random()) {
            row(out, "! %s: were the weights loaded?", AnalysisResults.INDISTINGUISHABLE);
            row(
                    out,
                    "  In none of its %d matrices do rows differ in size beyond chance.",
                    found.matrices());
        } else if (found.matrices() > 0) {
            row(
                    out,
                    "rows differ in size, beyond chance, in %d of %d matrices%s",
                    found.uneven(),
                    found.matrices(),
                    found.uneven() < found.matrices() && found.even().size() <= NAMED
                            ? ", not in"
                            : "");
            if (found.even().size() <= NAMED) {
                found.even().forEach(name -> row(out, "  %s", name));
            }
        }
        for (String name : found.zeros().subList(0, Math.min(NAMED, found.zeros().size()))) {
            row(out, "! %s holds zeros only", name);
        }
        if (found.zeros().size() > NAMED) {
            row(out, "! and %d more matrices hold zeros only", found.zeros().size() - NAMED);
        }
    }

    private void memory(PrintStream out) {
        MemoryPlan plan = MemoryPlan.of(model.config(), model.weights(), context, threads);
        long mapped = ModelDescription.of(model.weights()).bytes() - plan.weights();
        row(
                out,
                "analyze with --context %d --threads %d needs about %s of heap",
                context,
                threads,
                bytes(plan.bytes()));
        row(
                out,
                "(of %s that the JVM may use) beside %s of mapped weights",
                bytes(Runtime.getRuntime().maxMemory()),
                bytes(mapped));
    }

    private static String positions(ModelConfig c) {
        return switch (c.positions()) {
            case ModelConfig.LearnedPositions learned -> "learned";
            case ModelConfig.RotaryPositions rotary ->
                    "rotary, %d of %d dimensions, %s pairs"
                            .formatted(
                                    rotary.dims(),
                                    c.dHead(),
                                    rotary.interleaved() ? "interleaved" : "halved");
        };
    }

    private static String tokenizer(@Nullable Tokenizer tokenizer) {
        return tokenizer == null
                ? "none: takes token ids only"
                : number(tokenizer.vocab())
                        + " tokens"
                        + special(", begins with ", tokenizer.bos(), tokenizer)
                        + special(", ends with ", tokenizer.eos(), tokenizer);
    }

    private static String special(String words, OptionalInt id, Tokenizer tokenizer) {
        return id.isEmpty() ? "" : words + tokenizer.piece(id.getAsInt());
    }

    private static String words(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static String number(long n) {
        return String.format(Locale.ROOT, "%,d", n);
    }

    private static String bytes(long n) {
        return n < 10_000_000
                ? String.format(Locale.ROOT, "%.1f KB", n / 1e3)
                : n < 10_000_000_000L
                        ? String.format(Locale.ROOT, "%.1f MB", n / 1e6)
                        : String.format(Locale.ROOT, "%.1f GB", n / 1e9);
    }

    private static void field(PrintStream out, String name, Object value) {
        row(out, FIELD, name, value);
    }

    @SuppressWarnings("AnnotateFormatMethod") // the annotation is a dependency more, for one method
    private static void row(PrintStream out, String format, Object... cells) {
        out.println(String.format(Locale.ROOT, format, cells).stripTrailing());
    }
}
