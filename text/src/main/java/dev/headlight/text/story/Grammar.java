package dev.headlight.text.story;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What the grammar as a whole can say. */
public final class Grammar {

    private Grammar() {}

    /** Every word and sign that a story or a song can hold, each once, signs first, in a fixed order. */
    public static List<String> vocabulary() {
        Set<String> all = new LinkedHashSet<>();
        all.add("\n");
        List<String> inTemplates = Templates.words();
        inTemplates.stream().filter(Prose::sign).forEach(all::add);
        all.addAll(inTemplates);
        all.addAll(Words.all());
        return List.copyOf(new ArrayList<>(all));
    }
}
