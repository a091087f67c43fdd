package dev.headlight.tutorial.page;

import dev.headlight.tutorial.lesson.Lesson;
import dev.headlight.tutorial.lesson.Words;
import dev.headlight.tutorial.picture.Tone;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;

/** The lessons as one HTML file. */
public final class LessonPage {

    private LessonPage() {}

    /** Writes the page, UTF-8. The stream stays open. */
    public static void write(String title, List<Lesson> lessons, OutputStream out)
            throws IOException {
        String style = Tone.styles() + resource("lesson.css");
        StringBuilder html = new StringBuilder();
        html.append("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
        html.append("<meta http-equiv=\"Content-Security-Policy\" content=\"" + policy(style));
        html.append(
                "\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">");
        html.append("\n<meta name=\"color-scheme\" content=\"light dark\">\n<title>");
        html.append(Html.escaped(title)).append("</title>\n<style>").append(style);
        html.append("</style>\n</head>\n<body>\n");
        html.append("<a class=\"skip\" href=\"#lessons\">Skip to the lessons</a>\n");
        html.append("<header class=\"top\"><p class=\"brand\">Headlight <span>");
        html.append(Html.escaped(title)).append("</span></p>\n<nav aria-label=\"Lessons\">");
        for (Lesson lesson : lessons) {
            html.append("<a href=\"#lesson-" + lesson.number() + "\">" + lesson.number() + " ");
            html.append(Html.escaped(lesson.title())).append("</a>\n");
        }
        html.append("</nav></header>\n<main id=\"lessons\" tabindex=\"-1\">\n");
        lessons.forEach(l -> html.append(section(l)));
        html.append("</main>\n</body>\n</html>\n");
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
                + Html.words(Words.of(lesson.aim()), false)
                + "</p>\n"
                + BlockHtml.of(lesson.blocks())
                + "</section>\n";
    }

    private static String policy(String style) {
        return "default-src 'none'; style-src "
                + hash(style)
                + "; img-src data:; base-uri 'none'; form-action 'none'";
    }

    /** A source of the content security policy: {@code 'sha256-...'}. */
    static String hash(String text) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256")
                            .digest(text.getBytes(StandardCharsets.UTF_8));
            return "'sha256-" + Base64.getEncoder().encodeToString(digest) + "'";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }

    static String resource(String name) {
        try (InputStream in = LessonPage.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("the page lacks its part " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
