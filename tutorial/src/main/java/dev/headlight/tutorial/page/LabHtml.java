package dev.headlight.tutorial.page;

import dev.headlight.tutorial.lesson.Block;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** The frames that the page's scripts fill, and the documents that they begin with. */
final class LabHtml {

    private LabHtml() {}

    /** An empty frame; without scripts it says so. */
    static String of(Block.Lab lab) {
        return "<div class=\"lab\" role=\"group\" data-lab=\""
                + Html.escaped(lab.kind())
                + "\" data-document=\""
                + id(lab.data())
                + "\" aria-label=\""
                + Html.escaped(lab.title())
                + "\"><h3>"
                + Html.formula(lab.title())
                + "</h3>\n<p>"
                + Html.words(lab.says())
                + "</p>\n<noscript><p class=\"muted\">This part needs JavaScript, which is switched off; the"
                + " commands of the lesson show the same in a terminal.</p></noscript></div>\n";
    }

    /** The documents of all labs among some blocks, each once. */
    static String documents(List<Block> blocks) {
        Set<String> documents = new LinkedHashSet<>();
        labs(blocks).forEach(lab -> documents.add(lab.data()));
        StringBuilder html = new StringBuilder();
        for (String json : documents) {
            html.append("<script type=\"application/json\" id=\"" + id(json) + "\">");
            html.append(json.replace("<", "\\u003c")).append("</script>\n");
        }
        return html.toString();
    }

    private static List<Block.Lab> labs(List<Block> blocks) {
        List<Block.Lab> labs = new ArrayList<>();
        for (Block block : blocks) {
            switch (block) {
                case Block.Lab lab -> labs.add(lab);
                case Block.Question question -> labs.addAll(labs(question.answer()));
                default -> {}
            }
        }
        return labs;
    }

    private static String id(String json) {
        return "lab-" + UUID.nameUUIDFromBytes(json.getBytes(StandardCharsets.UTF_8));
    }
}
