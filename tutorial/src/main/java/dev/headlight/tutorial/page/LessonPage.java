package dev.headlight.tutorial.page;

import dev.headlight.tutorial.lesson.Lesson;
import dev.headlight.tutorial.lesson.Words;
import dev.headlight.tutorial.picture.Tone;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The lessons as one HTML file. */
public final class LessonPage {

    private LessonPage() {}

    /** Writes the page, UTF-8. The stream stays open. */
    public static void write(String title, List<Lesson> lessons, OutputStream out)
            throws IOException {
        String style = Tone.styles() + PageParts.style();
        String script = PageParts.script();
        StringBuilder html = new StringBuilder();
        html.append("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
        html.append(
                "<meta http-equiv=\"Content-Security-Policy\" content=\"" + policy(script, style));
        html.append(
                "\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">");
        html.append("\n<meta name=\"color-scheme\" content=\"light dark\">\n<title>");
        html.append(Html.escaped(title)).append("</title>\n<style>").append(style);
        html.append("</style>\n</head>\n<body>\n");
        html.append("<a class=\"skip\" href=\"#lessons\">Skip to the lessons</a>\n");
        html.append("<header class=\"top\"><h1 class=\"brand\">Headlight <span>");
        html.append(Html.escaped(title)).append("</span></h1>\n<nav aria-label=\"Lessons\">");
        for (Lesson lesson : lessons) {
            html.append("<a href=\"#lesson-" + lesson.number() + "\">" + lesson.number() + " ");
            html.append(Html.escaped(lesson.title())).append("</a>\n");
        }
        html.append("</nav></header>\n<main id=\"lessons\" tabindex=\"-1\">\n");
        lessons.forEach(l -> html.append(section(l)));
        html.append("</main>\n");
        html.append(LabHtml.documents(lessons.stream().flatMap(l -> l.blocks().stream()).toList()));
        html.append("<script>").append(script).append("</script>\n</body>\n</html>\n");
        out.write(html.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static String section(Lesson lesson) {
        String id = "lesson-" + lesson.number();
        return "<section id=\""
                + id
                + "\" aria-labelledby=\""
                + id
                + "-title\">\n<h2 id=\""
                + id
                + "-title\">"
                + (lesson.number() > 0 ? lesson.number() + ". " : "")
                + Html.escaped(lesson.title())
                + "</h2>\n<p class=\"aim\">"
                + Html.words(Words.of(lesson.aim()))
                + "</p>\n"
                + BlockHtml.of(lesson.blocks())
                + "</section>\n";
    }

    private static String policy(String script, String style) {
        return "default-src 'none'; script-src "
                + PageParts.hash(script)
                + "; style-src "
                + PageParts.hash(style)
                + "; img-src data:; base-uri 'none'; form-action 'none'";
    }
}
