package dev.headlight.explorer.server;

import dev.headlight.analysis.results.AnalysisResults;
import dev.headlight.analysis.results.ScoreMatrix;
import dev.headlight.analysis.score.Definitions;
import dev.headlight.explorer.subject.Entry;
import dev.headlight.explorer.subject.Subject;
import dev.headlight.explorer.subject.Subjects;
import dev.headlight.model.ModelConfig;
import dev.headlight.model.wired.WiredModel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What models there are, and what is known of one before any text is read. */
final class ModelRoutes {

    private final Subjects subjects;
    private final Lanes lanes;

    ModelRoutes(Subjects subjects, Lanes lanes) {
        this.subjects = subjects;
        this.lanes = lanes;
    }

    /** All that can be chosen. */
    void list(Exchange exchange) {
        List<Object> entries = new ArrayList<>();
        for (Entry e : subjects.entries()) {
            entries.add(
                    Map.of(
                            "id",
                            e.id(),
                            "title",
                            e.title(),
                            "kind",
                            e.kind().name().toLowerCase(Locale.ROOT),
                            "step",
                            e.step()));
        }
        exchange.answer(Map.of("first", subjects.first(), "models", entries));
    }

    /** Opens a model and describes it. */
    void describe(Exchange exchange) {
        Question question = new Question(exchange.json());
        exchange.compute(
                lanes, question.line("model"), stop -> about(subjects.subject(question.model())));
    }

    private static Map<String, Object> about(Subject subject) {
        ModelConfig config = subject.config();
        Map<String, Object> about = new LinkedHashMap<>();
        about.put("id", subject.id());
        about.put("title", subject.title());
        about.put("about", subject.about());
        about.put("layers", config.nLayers());
        about.put("heads", config.nHeads());
        about.put("kvHeads", config.nKvHeads());
        about.put("vocab", config.vocab());
        about.put("context", config.context());
        about.put("dHead", config.dHead());
        about.put("example", subject.example());
        about.put("wired", subject.id().equals(Subjects.WIRED) ? WiredModel.heads() : List.of());
        about.put("definitions", Definitions.all());
        AnalysisResults results = subject.results();
        about.put("roles", results == null ? List.of() : results.roles());
        about.put("verdicts", results == null ? List.of() : results.verdicts());
        about.put("scores", results == null ? List.of() : scores(results));
        about.put(
                "basis",
                results == null
                        ? ""
                        : "%,d documents, %,d tokens"
                                .formatted(results.text().documents(), results.text().tokens()));
        return about;
    }

    private static List<Object> scores(AnalysisResults results) {
        List<Object> scores = new ArrayList<>();
        for (ScoreMatrix m : results.scores()) {
            Map<String, Object> score = new LinkedHashMap<>();
            score.put("score", m.score());
            score.put("sink", m.sink().text());
            score.put("value", m.value());
            score.put("low", m.low());
            score.put("high", m.high());
            score.put("uniform", m.nullUniform());
            score.put("control", m.control());
            scores.add(score);
        }
        return scores;
    }
}
