package dev.headlight.app.check;

import dev.headlight.analysis.results.AnalysisResults;
import dev.headlight.analysis.results.HeadRole;
import dev.headlight.analysis.results.ModelScore;
import dev.headlight.analysis.results.ScoreMatrix;
import dev.headlight.analysis.results.Sink;
import dev.headlight.analysis.results.Verdict;
import dev.headlight.text.UnknownWord;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An expectation, parsed and held against results:
 *
 * <pre>
 * HYPOTHESIS = WORD                           induction = supported
 * head L.H [BOUND] SCORE [SINK] OP NUMBER     head 18.6 low induction_entry > 0.5
 * head L.H role = ROLE                        head 18.6 role = induction
 * best [BOUND] SCORE [SINK] OP NUMBER         best previous_token > 0.8
 * role ROLE OP NUMBER                         role induction >= 1
 * [BOUND] FIGURE OP NUMBER                    loss &lt; 3.9
 * </pre>
 *
 * {@code HYPOTHESIS} is an id or its first word, or several; {@code BOUND} is {@code value} (where none is given), {@code
 * low} or {@code high}, a bound of the 95% interval; {@code SINK} is {@code with} or {@code without}, which is meant where
 * none is given and the score has it; {@code OP} is one of {@code < <= > >= = !=}. A role or an outcome of several words
 * stands in quotes or with hyphens: {@code previous-token}.
 */
public final class Expectation {

    private static final List<String> ROLES =
            List.of(
                    "previous token",
                    "duplicate token",
                    "induction",
                    "sink",
                    "punctuation",
                    "local",
                    "broad",
                    "mixed");

    private final AnalysisResults results;
    private final String text;
    private final Tokens tokens;

    private Expectation(AnalysisResults results, String text) throws Malformed {
        this.results = results;
        this.text = text;
        tokens = new Tokens(text);
    }

    /**
     * Holds an expectation against results.
     *
     * @throws Malformed where it cannot be understood, or names what these results have not
     */
    public static Outcome check(String text, AnalysisResults results) throws Malformed {
        Expectation expectation = new Expectation(results, text.stripTrailing());
        Outcome outcome = expectation.parse();
        expectation.tokens.end();
        return outcome;
    }

    private Outcome parse() throws Malformed {
        if (tokens.take("head")) {
            return head();
        }
        if (tokens.take("best")) {
            Bound bound = bound();
            ScoreMatrix matrix = matrix();
            return figure(best(bound, matrix));
        }
        if (tokens.take("role")) {
            Tokens.Token role = tokens.next("a role");
            String name = role(role);
            long heads = results.roles().stream().filter(r -> r.role().equals(name)).count();
            return figure(new Found(heads, heads + (heads == 1 ? " head" : " heads")));
        }
        Tokens.Token first = tokens.peek();
        if (first.is("low") || first.is("high") || first.is("value")) {
            Bound bound = bound();
            return model(bound, tokens.next("a figure of the model"));
        }
        tokens.next("a hypothesis, a figure of the model, head, best or role");
        for (ModelScore score : results.modelScores()) {
            if (first.is(score.id())) {
                return model(Bound.VALUE, first);
            }
        }
        return verdict(first);
    }

    /** A figure as it was found. */
    private record Found(double value, String words) {}

    private enum Bound {
        VALUE,
        LOW,
        HIGH
    }

    private Bound bound() {
        if (tokens.take("low")) {
            return Bound.LOW;
        }
        if (tokens.take("high")) {
            return Bound.HIGH;
        }
        tokens.take("value");
        return Bound.VALUE;
    }

    private Outcome figure(Found found) throws Malformed {
        Relation relation = Relation.of(tokens.next("a comparison, as >"));
        Tokens.Token number = tokens.next("a number");
        try {
            double value = Double.parseDouble(number.text());
            return new Outcome(text, relation.holds(found.value, value), found.words);
        } catch (NumberFormatException e) {
            throw new Malformed(number.at(), "a number is expected here");
        }
    }

    private Outcome head() throws Malformed {
        Tokens.Token place = tokens.next("a head, as 18.6");
        String[] numbers =
                place.text().matches("L\\d+H\\d+")
                        ? place.text().substring(1).split("H", -1)
                        : place.text().split("\\.", -1);
        if (numbers.length != 2 || !Arrays.stream(numbers).allMatch(n -> n.matches("\\d{1,4}"))) {
            throw new Malformed(place.at(), "a head is named LAYER.HEAD, as 18.6");
        }
        int layer = Integer.parseInt(numbers[0]);
        int head = Integer.parseInt(numbers[1]);
        if (layer >= results.model().layers() || head >= results.model().heads()) {
            throw new Malformed(
                    place.at(),
                    "the model has no such head: its layers are 0 to %d, its heads 0 to %d"
                            .formatted(results.model().layers() - 1, results.model().heads() - 1));
        }
        if (tokens.take("role")) {
            Relation relation = words();
            String expected = role(tokens.next("a role"));
            String found =
                    results.roles().stream()
                            .filter(r -> r.layer() == layer && r.head() == head)
                            .map(HeadRole::role)
                            .findFirst()
                            .orElse("");
            return new Outcome(
                    text, !found.isEmpty() && relation.holds(found, expected), orNone(found));
        }
        Bound bound = bound();
        ScoreMatrix matrix = matrix();
        return figure(at(bound, matrix, layer, head));
    }

    private Relation words() throws Malformed {
        Tokens.Token sign = tokens.next("=");
        return Relation.of(sign).ofWords(sign);
    }

    private static String orNone(String found) {
        return found.isEmpty() ? "none" : found;
    }

    private static Found at(Bound bound, ScoreMatrix m, int layer, int head) {
        double value = m.value()[layer][head];
        double low = m.low()[layer][head];
        double high = m.high()[layer][head];
        return new Found(
                switch (bound) {
                    case VALUE -> value;
                    case LOW -> low;
                    case HIGH -> high;
                },
                interval(value, low, high));
    }

    private static Found best(Bound bound, ScoreMatrix m) {
        Found best = new Found(Double.NaN, "no head has it");
        for (int l = 0; l < m.value().length; l++) {
            for (int h = 0; h < m.value()[l].length; h++) {
                Found each = at(bound, m, l, h);
                if (!Double.isNaN(each.value) && !(each.value <= best.value)) {
                    best = new Found(each.value, each.words + " at L" + l + "H" + h);
                }
            }
        }
        return best;
    }

    private static String interval(double value, double low, double high) {
        if (Double.isNaN(value)) {
            return "does not exist";
        }
        return Double.isNaN(low)
                ? String.format(Locale.ROOT, "%.4g", value)
                : String.format(Locale.ROOT, "%.4g [%.4g, %.4g]", value, low, high);
    }

    /** The score, and which variant of it. */
    private ScoreMatrix matrix() throws Malformed {
        Tokens.Token score = tokens.next("a score");
        Sink asked =
                tokens.take("with") ? Sink.WITH : tokens.take("without") ? Sink.WITHOUT : Sink.NONE;
        List<ScoreMatrix> variants =
                results.scores().stream().filter(m -> score.is(m.score())).toList();
        if (variants.isEmpty()) {
            throw unknown(
                    score, "score", results.scores().stream().map(ScoreMatrix::score).distinct());
        }
        ScoreMatrix found =
                asked == Sink.NONE
                        ? any(variants)
                        : variants.stream().filter(m -> m.sink() == asked).findFirst().orElse(null);
        if (found == null) {
            throw new Malformed(
                    score.at(), score.text() + " was not taken " + asked.text() + " the sink");
        }
        return found;
    }

    private static @Nullable ScoreMatrix any(List<ScoreMatrix> variants) {
        return variants.stream()
                .filter(m -> m.sink() == Sink.WITHOUT)
                .findFirst()
                .orElse(variants.getFirst());
    }

    private static Malformed unknown(Tokens.Token token, String kind, Stream<String> known) {
        List<String> words = known.toList();
        return new Malformed(
                token.at(),
                "there is no "
                        + kind
                        + " "
                        + token.text()
                        + new UnknownWord(kind, token.text(), words)
                                .nearest()
                                .map(n -> ", did you mean " + n + "?")
                                .orElse("; there are " + String.join(", ", words)));
    }

    private static String role(Tokens.Token token) throws Malformed {
        String name = token.text().replace('-', ' ').replace('_', ' ');
        if (!ROLES.contains(name)) {
            throw unknown(token, "role", ROLES.stream().map(r -> r.replace(' ', '-')));
        }
        return name;
    }

    private Outcome model(Bound bound, Tokens.Token id) throws Malformed {
        for (ModelScore s : results.modelScores()) {
            if (id.is(s.id())) {
                double value =
                        switch (bound) {
                            case VALUE -> s.value();
                            case LOW -> s.low();
                            case HIGH -> s.high();
                        };
                return figure(new Found(value, interval(s.value(), s.low(), s.high())));
            }
        }
        throw unknown(
                id, "figure of the model", results.modelScores().stream().map(ModelScore::id));
    }

    /** By id, by number, or by its first words: {@code induction} for {@code induction_heads}. */
    private Outcome verdict(Tokens.Token named) throws Malformed {
        String name = named.text().replace('-', '_');
        List<Verdict> meant =
                results.verdicts().stream()
                        .filter(
                                v ->
                                        v.id().equals(name)
                                                || v.id().startsWith(name + "_")
                                                || v.id().endsWith("_" + name))
                        .toList();
        if (meant.size() != 1) {
            throw unknown(
                    named,
                    "hypothesis or figure",
                    Stream.concat(
                            results.verdicts().stream().map(Verdict::id),
                            results.modelScores().stream().map(ModelScore::id)));
        }
        Verdict verdict = meant.getFirst();
        Relation relation = words();
        Tokens.Token word = tokens.next("an outcome, as supported");
        return new Outcome(
                text,
                relation.holds(verdict.outcome().text(), outcome(word)),
                verdict.outcome().text()
                        + (Double.isNaN(verdict.value())
                                ? ""
                                : ", effect "
                                        + interval(
                                                verdict.value(), verdict.low(), verdict.high())));
    }

    private static String outcome(Tokens.Token word) throws Malformed {
        List<String> known =
                Arrays.stream(dev.headlight.analysis.results.Outcome.values())
                        .map(dev.headlight.analysis.results.Outcome::text)
                        .toList();
        String name = word.text().replace('-', ' ');
        for (String each : known) {
            if (each.equals(name) || each.replace(",", "").equals(name)) {
                return each;
            }
        }
        for (String each : known) {
            if (each.startsWith(name + ",")) {
                return each; // "found" for "found, cause not tested"
            }
        }
        throw unknown(word, "outcome", known.stream());
    }
}
