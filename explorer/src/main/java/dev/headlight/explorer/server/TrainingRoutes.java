package dev.headlight.explorer.server;

import dev.headlight.explorer.subject.Subjects;
import dev.headlight.explorer.training.Diary;
import dev.headlight.explorer.training.TrainingDesk;
import dev.headlight.training.StoredRun;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Training runs: what there is, begin, stop, go on, and what happens, as it happens. */
final class TrainingRoutes {

    private static final long BEAT_MILLIS = 1000;

    private final Subjects subjects;
    private final TrainingDesk desk;

    TrainingRoutes(Subjects subjects, TrainingDesk desk) {
        this.subjects = subjects;
        this.desk = desk;
    }

    /** All runs that can be looked at. */
    void list(Exchange exchange) {
        List<Object> runs = new ArrayList<>();
        List<StoredRun> known = subjects.runs();
        for (int n = 0; n < known.size(); n++) {
            StoredRun run = known.get(n);
            int number = n;
            Map<String, Object> told = new LinkedHashMap<>();
            told.put("run", n);
            told.put("title", String.valueOf(run.folder().getFileName()));
            told.put("plan", run.plan().settings());
            told.put(
                    "checkpoints",
                    run.checkpoints().stream()
                            .map(
                                    c ->
                                            Map.of(
                                                    "step",
                                                    c.step(),
                                                    "model",
                                                    "run" + number + "@" + c.step()))
                            .toList());
            told.put("metrics", run.metrics());
            told.put("heads", TrainingDesk.heads(run));
            runs.add(told);
        }
        exchange.answer(Map.of("runs", runs, "busy", desk.busy()));
    }

    /** Begins a run, on the visitor's text where there is one. */
    void begin(Exchange exchange) {
        JsonNode json = exchange.json();
        String text = new Question(json).text(TrainingDesk.TEXT);
        Map<String, String> settings = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> each : json.path("settings").properties()) {
            if (!TrainingDesk.SETTINGS.contains(each.getKey())) {
                throw new Refusal(400, "That setting cannot be changed here.");
            }
            String value = each.getValue().asString("");
            if (value.length() > 20) {
                throw new Refusal(400, "The setting " + each.getKey() + " is too long.");
            }
            settings.put(each.getKey(), value);
        }
        desk.begin(settings, text, LocalDateTime.now(ZoneId.systemDefault()));
        exchange.answer(Map.of("begun", true));
    }

    /** Asks the run under way to save and stop. */
    void stop(Exchange exchange) {
        exchange.json();
        desk.stop();
        exchange.answer(Map.of("stopping", true));
    }

    /** Goes on with a run. */
    void resume(Exchange exchange) {
        Question question = new Question(exchange.json());
        List<StoredRun> known = subjects.runs();
        if (known.isEmpty()) {
            throw new Refusal(404, "There is no run to go on with.");
        }
        desk.resume(known.get(question.index("run", known.size())));
        exchange.answer(Map.of("begun", true));
    }

    /** Server-sent events: the run under way from its beginning, then as it goes on. */
    void events(Exchange exchange) {
        Diary diary = desk.diary();
        int[] told = {0};
        exchange.events(
                () -> {
                    List<Map<String, Object>> more = diary.after(told[0], BEAT_MILLIS);
                    told[0] += more.size();
                    return more;
                },
                () -> diary != desk.diary());
    }
}
