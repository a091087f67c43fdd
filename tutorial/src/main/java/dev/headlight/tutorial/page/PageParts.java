package dev.headlight.tutorial.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;

/** The scripts and styles of the page, joined, and their hashes for the content security policy. */
final class PageParts {

    private static final List<String> STYLES = List.of("lesson.css", "lab.css");

    /** Later files use what earlier ones declare. */
    private static final List<String> SCRIPTS =
            List.of(
                    "matrix",
                    "head",
                    "headtraining",
                    "transformer",
                    "weights",
                    "elements",
                    "scrolling",
                    "tables",
                    "controls",
                    "charts",
                    "prediction",
                    "eightsteps",
                    "landscape",
                    "training",
                    "sums",
                    "digits",
                    "experiments",
                    "moments",
                    "questions",
                    "theme",
                    "main");

    private PageParts() {}

    static String style() {
        StringBuilder style = new StringBuilder();
        STYLES.forEach(name -> style.append(resource(name)));
        return style.toString();
    }

    /** One function scope for all files, so that nothing leaks into the page. */
    static String script() {
        StringBuilder script = new StringBuilder("(() => {\n\"use strict\";\n");
        SCRIPTS.forEach(name -> script.append(resource("script/" + name + ".js")));
        return script.append("})();\n").toString();
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

    private static String resource(String name) {
        try (InputStream in = PageParts.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("the page lacks its part " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
