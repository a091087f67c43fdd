package dev.headlight.text;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import tools.jackson.databind.JsonNode;

/**
 * The rules of WCAG 2.1 AA and of good practice that axe-core can check, on the page that a browser has open; and that
 * nobody has to scroll it sideways.
 */
public final class AxeCore {

    /** What is wrong, each with the elements it is wrong of; what a frame shows is checked as a page of its own. */
    private static final String RUN =
            """
            axe.run(document, {
              runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice'],
              resultTypes: ['violations'],
              iframes: false,
            }).then(found => {
              const section = n => document.querySelector(n.target[0])?.closest('section[id]')?.id ?? '';
              const place = n => `${section(n)} ${n.target.join(' ')} ${n.any[0]?.message ?? ''}`;
              return found.violations.map(v =>
                `${v.id} (${v.impact}): ${v.help}: ${v.nodes.slice(0, 6).map(place).join(' | ')}`);
            })""";

    private AxeCore() {}

    /**
     * What is wrong with the open page, a sentence each.
     *
     * @param width of the window in pixels
     * @param scheme of colours, {@code light} or {@code dark}
     */
    public static List<String> faults(Chromium browser, int width, String scheme)
            throws InterruptedException {
        if (!browser.value("typeof window.axe?.run === 'function'").asBoolean()) {
            browser.value(script() + "; undefined");
        }
        browser.emulate(width, scheme);
        // Until it is laid out and no colour changes any more.
        browser.promised("new Promise(done => setTimeout(() => done(1), 300))");
        List<String> faults = new ArrayList<>();
        String hash = browser.text("location.hash");
        String where = (hash + " " + width + " " + scheme + ": ").stripLeading();
        for (JsonNode violation : browser.promised(RUN)) {
            faults.add(where + violation.asString());
        }
        double beyond = browser.number("document.documentElement.scrollWidth - innerWidth");
        if (beyond > 0) {
            faults.add(where + beyond + " pixels too wide");
        }
        return faults;
    }

    private static String script() {
        try (InputStream in = AxeCore.class.getResourceAsStream("/axe.min.js")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
