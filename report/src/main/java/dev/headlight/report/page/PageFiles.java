package dev.headlight.report.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;

/** What the report is made of: one style, one script, and their hashes for the content security policy. */
final class PageFiles {

    private static final List<String> STYLES =
            List.of("base", "figures", "reading", "summary", "head", "print");

    private PageFiles() {}

    static String style() {
        StringBuilder text = new StringBuilder();
        STYLES.forEach(name -> text.append(read("style/" + name + ".css")));
        return text.toString();
    }

    /** One function scope for all modules, so that nothing leaks into the page. */
    static String script() {
        return "(async () => {\n\"use strict\";\n"
                + JoinedModules.from("report/main.js", name -> read("script/" + name))
                + "})();\n";
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

    static String read(String file) {
        try (InputStream in = PageFiles.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException("the page lacks its part " + file);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
