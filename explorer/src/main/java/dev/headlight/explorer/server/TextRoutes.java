package dev.headlight.explorer.server;

import dev.headlight.analysis.score.TokenClasses;
import dev.headlight.engine.Workers;
import dev.headlight.explorer.reading.Ablation;
import dev.headlight.explorer.reading.Change;
import dev.headlight.explorer.reading.Head;
import dev.headlight.explorer.reading.Outcome;
import dev.headlight.explorer.reading.Reading;
import dev.headlight.explorer.reading.ReadingPass;
import dev.headlight.explorer.reading.Readings;
import dev.headlight.explorer.reading.Stop;
import dev.headlight.explorer.reading.TextFigures;
import dev.headlight.explorer.reading.TextTokens;
import dev.headlight.explorer.reading.Why;
import dev.headlight.explorer.subject.Subject;
import dev.headlight.explorer.subject.Subjects;
import dev.headlight.model.Tokenizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;

/** Questions about a text: each names model and text, so that any of them can be asked first, and again. */
final class TextRoutes {

    private static final String FIGURES = "figures";
    private static final int CONTROLS = 5;
    private static final long CONTROL_SEED = 42;

    private final Subjects subjects;
    private final Lanes lanes;
    private final Lanes unhurried;
    private final Workers workers;
    private final Readings readings;
    private final int most;
    private final Map<Tokenizer, TokenClasses> classes = new WeakHashMap<>(); // guarded by itself
    private final Map<Object, List<TextFigures>> repeats = new WeakHashMap<>(); // guarded by itself

    /**
     * @param lanes for what a person waits for
     * @param unhurried for what may come later
     * @param most tokens of a text that are read
     */
    TextRoutes(
            Subjects subjects,
            Lanes lanes,
            Lanes unhurried,
            Workers workers,
            Readings readings,
            int most) {
        this.subjects = subjects;
        this.lanes = lanes;
        this.unhurried = unhurried;
        this.workers = workers;
        this.readings = readings;
        this.most = most;
    }

    /** Tokens, then each layer's attention, then what the model predicts. */
    void read(Exchange exchange) {
        Question question = new Question(exchange.json());
        String text = question.text();
        String model = question.model();
        unhurried.stop(question.line(FIGURES)); // of a text that is no longer looked at
        exchange.stream(
                lanes,
                question.line("read"),
                (frames, stop) -> {
                    long start = System.nanoTime();
                    Subject subject = subjects.subject(model);
                    TextTokens tokens = tokens(subject, text);
                    frames.json(begin(subject, tokens));
                    ReadingPass pass = new ReadingPass(subject.transformer(), workers);
                    Reading reading = readings.of(subject.transformer(), tokens.ids());
                    if (reading == null) {
                        Reading before = readings.nearest(subject.transformer(), tokens.ids());
                        reading = pass.read(tokens.ids(), before, frames::layer, stop);
                        readings.keep(reading);
                    } else {
                        pass.again(reading, frames::layer, stop);
                    }
                    Map<String, Object> end = outcome("outcome", subject, reading.outcome());
                    end.put("millis", (System.nanoTime() - start) / 1e6);
                    frames.json(end);
                });
    }

    private TextTokens tokens(Subject subject, String text) {
        return TextTokens.of(text, subject.tokenizer(), subject.config(), most);
    }

    private Map<String, Object> begin(Subject subject, TextTokens tokens) {
        int read = tokens.ids().length;
        Map<String, Object> begin = new LinkedHashMap<>();
        begin.put("kind", "tokens");
        begin.put("tokens", tokens.pieces(subject.tokenizer()));
        begin.put("begins", tokens.begins());
        begin.put(
                "note",
                tokens.left() == 0
                        ? ""
                        : "Only the first %,d tokens are read, %,d more are left out: %s."
                                .formatted(
                                        read,
                                        tokens.left(),
                                        read < most
                                                ? "the model has positions for no more"
                                                : "start the explorer with --tokens for more"));
        return begin;
    }

    private static Map<String, Object> outcome(String kind, Subject subject, Outcome outcome) {
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("kind", kind);
        told.put("losses", outcome.losses());
        told.put("meanLoss", outcome.meanLoss());
        told.put("ranks", outcome.ranks());
        List<Object> next = new ArrayList<>();
        for (List<Outcome.Next> each : outcome.next()) {
            List<Object> words = new ArrayList<>();
            for (Outcome.Next n : each) {
                String piece = TextTokens.pieces(subject.tokenizer(), n.id()).getFirst();
                words.add(List.of(piece, n.probability()));
            }
            next.add(words);
        }
        told.put("next", next);
        return told;
    }

    /** The reading of a text, made where it is not there any more. */
    private Reading reading(Subject subject, TextTokens tokens, Stop stop) {
        Reading held = readings.of(subject.transformer(), tokens.ids());
        if (held != null) {
            return held;
        }
        Reading reading =
                new ReadingPass(subject.transformer(), workers)
                        .read(tokens.ids(), (l, packed) -> {}, stop);
        readings.keep(reading);
        return reading;
    }

    /** Why a query reads a key. */
    void why(Exchange exchange) {
        Question question = new Question(exchange.json());
        String text = question.text();
        exchange.compute(
                lanes,
                question.line("why"),
                stop -> {
                    Subject subject = subjects.subject(question.model());
                    TextTokens tokens = tokens(subject, text);
                    Head head = question.head(subject.config());
                    int query = question.index("query", tokens.ids().length);
                    int key = question.index("key", query + 1);
                    return Why.of(reading(subject, tokens, stop), head, query, key, workers, stop);
                });
    }

    /** What the model predicts with some heads changed, at once; then with others of the same layers, together. */
    void ablate(Exchange exchange) {
        Question question = new Question(exchange.json());
        String text = question.text();
        exchange.stream(
                lanes,
                question.line("ablate"),
                (frames, stop) -> {
                    long start = System.nanoTime();
                    Subject subject = subjects.subject(question.model());
                    Map<Head, Change> heads = question.changes(subject.config());
                    TextTokens tokens = tokens(subject, text);
                    Reading reading = reading(subject, tokens, stop);
                    Ablation ablation = new Ablation(reading, workers);
                    Map<String, Object> beside = new LinkedHashMap<>();
                    beside.put("before", reading.outcome().losses());
                    beside.put("meanBefore", reading.outcome().meanLoss());
                    List<Map<Head, Change>> controls =
                            heads.isEmpty()
                                    ? List.of()
                                    : Ablation.controls(
                                            heads,
                                            subject.config().nHeads(),
                                            CONTROLS,
                                            CONTROL_SEED);
                    beside.put("controls", controls.size());
                    Outcome after =
                            ablation.outcome(
                                    heads,
                                    stop,
                                    beginning -> {
                                        Map<String, Object> told =
                                                outcome("ablated", subject, beginning);
                                        told.putAll(beside);
                                        frames.json(told);
                                    });
                    Map<String, Object> told = outcome("ablated", subject, after);
                    told.putAll(beside);
                    told.put("millis", (System.nanoTime() - start) / 1e6);
                    frames.json(told);
                    double[][] losses = ablation.losses(controls, stop);
                    for (int n = 0; n < losses.length; n++) {
                        frames.json(control(controls.get(n), losses[n]));
                    }
                    frames.json(Map.of("kind", "end"));
                });
    }

    private static Map<String, Object> control(Map<Head, Change> heads, double[] losses) {
        return Map.of(
                "kind",
                "control",
                "heads",
                List.copyOf(heads.keySet()),
                "meanLoss",
                Arrays.stream(losses).average().orElse(Double.NaN),
                "losses",
                losses);
    }

    /** The scores of every head on this text, and on random repeats. */
    void figures(Exchange exchange) {
        Question question = new Question(exchange.json());
        String text = question.text();
        exchange.compute(
                unhurried,
                question.line(FIGURES),
                stop -> {
                    Subject subject = subjects.subject(question.model());
                    TextTokens tokens = tokens(subject, text);
                    List<TextFigures> figures =
                            new ArrayList<>(
                                    TextFigures.ofText(
                                            subject.transformer(),
                                            tokens.ids(),
                                            tokens.begins(),
                                            classes(subject.tokenizer()),
                                            workers,
                                            stop));
                    figures.addAll(repeats(subject, stop));
                    return Map.of("figures", figures);
                });
    }

    private TokenClasses classes(@Nullable Tokenizer tokenizer) {
        if (tokenizer == null) {
            return TokenClasses.none();
        }
        synchronized (classes) {
            return classes.computeIfAbsent(tokenizer, TokenClasses::of);
        }
    }

    private List<TextFigures> repeats(Subject subject, Stop stop) {
        synchronized (repeats) {
            List<TextFigures> held = repeats.get(subject.transformer());
            if (held != null) {
                return held;
            }
        }
        List<TextFigures> made =
                TextFigures.ofRepeats(subject.transformer(), subject.tokenizer(), workers, stop);
        synchronized (repeats) {
            repeats.put(subject.transformer(), made);
        }
        return made;
    }
}
