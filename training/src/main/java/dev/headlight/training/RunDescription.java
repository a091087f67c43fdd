package dev.headlight.training;

import dev.headlight.text.InputException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What {@code training.json} says of a run.
 *
 * @param plan all its settings
 * @param texts absolute paths of what was given as text; none for the small grammar's stories
 * @param fingerprint of the tokens
 */
record RunDescription(TrainingPlan plan, List<Path> texts, String fingerprint) {

    private static final String SCHEMA = "schema";
    private static final int VERSION = 1;
    private static final String PLAN = "plan";
    private static final String TEXT = "text";
    private static final String TOKENS = "tokens";
    private static final String FINGERPRINT = "fingerprint";

    /** The file's content. */
    static Map<String, Object> content(
            TrainingPlan plan,
            List<Path> texts,
            String command,
            String started,
            long parameters,
            Map<String, Object> tokens,
            Map<String, Object> versions) {
        Map<String, Object> content = new LinkedHashMap<>();
        content.put(SCHEMA, VERSION);
        content.put("command", command);
        content.put("started", started);
        content.put(PLAN, plan.settings());
        content.put(TEXT, texts.stream().map(t -> t.toAbsolutePath().toString()).toList());
        content.put("parameters", parameters);
        content.put(TOKENS, tokens);
        content.put("versions", versions);
        return content;
    }

    /** From the file's content. */
    static RunDescription of(Map<String, Object> content) {
        if (content.get(PLAN) instanceof Map<?, ?> plan
                && content.get(TEXT) instanceof List<?> texts
                && content.get(TOKENS) instanceof Map<?, ?> tokens
                && tokens.get(FINGERPRINT) instanceof String fingerprint) {
            Map<String, Object> settings = new LinkedHashMap<>();
            plan.forEach((name, value) -> settings.put(String.valueOf(name), value));
            return new RunDescription(
                    TrainingPlan.of(settings),
                    texts.stream().map(t -> Path.of(String.valueOf(t))).toList(),
                    fingerprint);
        }
        throw new InputException(
                "training.json does not say how the run was begun; begin it again");
    }
}
