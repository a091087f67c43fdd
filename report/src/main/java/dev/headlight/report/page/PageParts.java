package dev.headlight.report.page;

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

    private static final List<String> STYLES =
            List.of("base", "summary", "figures", "reading", "print");

    /** Later files use what earlier ones declare. */
    private static final List<String> SCRIPTS =
            List.of(
                    "results",
                    "words",
                    "elements",
                    "colour",
                    "state",
                    "scale",
                    "chart",
                    "figure",
                    "summary",
                    "headmap",
                    "drawer",
                    "ranking",
                    "decay",
                    "layers",
                    "hypotheses",
                    "reading",
                    "timeline",
                    "cards",
                    "downloads",
                    "main");

    private PageParts() {}

    static String style() {
        return joined("style/", STYLES, ".css");
    }

    /** One function scope for all files, so that nothing leaks into the page. */
    static String script() {
        return "(() => {\n\"use strict\";\n" + joined("script/", SCRIPTS, ".js") + "})();\n";
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

    private static String joined(String folder, List<String> names, String ending) {
        StringBuilder text = new StringBuilder();
        for (String name : names) {
            String file = folder + name + ending;
            try (InputStream in = PageParts.class.getResourceAsStream(file)) {
                if (in == null) {
                    throw new IllegalStateException("the page lacks its part " + file);
                }
                text.append(new String(in.readAllBytes(), StandardCharsets.UTF_8));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return text.toString();
    }
}
