package dev.headlight.app;

import dev.headlight.training.PlanSettings;
import dev.headlight.training.TrainingPlan;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.ISetter;
import picocli.CommandLine.Model.OptionSpec;

/** One option for each setting of a plan, by the names and words that the plan itself has for them. */
final class PlanOptions {

    /** Settings that have an option of their own in the command, because it takes more than the setting does. */
    private static final String TOKENIZER = "tokenizer";

    private final Map<String, String> given = new LinkedHashMap<>();

    /** Adds the options to a command. */
    void addTo(CommandSpec spec) {
        for (String name : PlanSettings.names()) {
            if (!name.equals(TOKENIZER)) {
                spec.addOption(
                        OptionSpec.builder("--" + name)
                                .paramLabel("X")
                                .type(String.class)
                                .description(PlanSettings.description(name))
                                .setter(remember(name))
                                .build());
            }
        }
    }

    private ISetter remember(String name) {
        return new ISetter() {
            @Override
            public <T> T set(T value) {
                if (value != null) { // picocli clears an option before it parses
                    given.put(name, value.toString());
                }
                return value;
            }
        };
    }

    /** Whether any was given. */
    boolean any() {
        return !given.isEmpty();
    }

    /** The plan with what was given. */
    TrainingPlan over(TrainingPlan plan) {
        TrainingPlan changed = plan;
        for (Map.Entry<String, String> setting : given.entrySet()) {
            changed = changed.with(setting.getKey(), setting.getValue());
        }
        return changed;
    }
}
