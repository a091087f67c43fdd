package dev.headlight.app;

import dev.headlight.training.Preset;
import dev.headlight.training.Presets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The presets of {@code train} as its help shows them: all settings of one, of the others what differs from it. */
final class PresetLines {

    private static final int WIDTH = 80;
    private static final String INDENT = "           ";

    private PresetLines() {}

    static List<String> of(List<Preset> presets) {
        List<String> lines = new ArrayList<>();
        Map<String, Object> small = Presets.SMALL.plan().settings();
        for (Preset preset : presets) {
            boolean whole = preset.equals(Presets.SMALL);
            lines.addAll(
                    wrapped("  %-8s ".formatted(preset.name()), preset.description().split(" ")));
            List<String> words = new ArrayList<>();
            preset.plan()
                    .settings()
                    .forEach(
                            (name, value) -> {
                                if (whole || !value.equals(small.get(name))) {
                                    words.add("--" + name + " " + value);
                                }
                            });
            lines.addAll(wrapped(INDENT, words.toArray(String[]::new)));
        }
        return lines;
    }

    /** As many words in a line as there is room for; the first line begins with {@code first}. */
    private static List<String> wrapped(String first, String... words) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder(first);
        for (String word : words) {
            boolean empty = line.toString().isBlank() || line.length() == first.length();
            if (!empty && line.length() + 1 + word.length() >= WIDTH) {
                lines.add(line.toString());
                line = new StringBuilder(INDENT);
                empty = true;
            }
            line.append(empty ? "" : " ").append(word);
        }
        lines.add(line.toString());
        return lines;
    }
}
