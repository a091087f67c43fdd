package dev.headlight.report.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headlight.report.SampleResults;
import dev.headlight.report.json.ResultsJson;
import dev.headlight.text.Chromium;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Every number that the page shows is in results.json, as it is, or follows from it by a rule that is written
 * again here.
 */
class FiguresOnThePageTest {

    private static final Pattern NUMBER =
            Pattern.compile("(?<![\\w.])[−-]?\\d[\\d,]*(?:\\.\\d+)?(?:e[−-]?\\d+)?%?");

    /** Where something stands, not how large it is. */
    private static final Pattern ADDRESS =
            Pattern.compile(
                    "[Ll]ayer \\d+,? head \\d+|L\\d+H\\d+|[Kk]ey 0\\b|\\(token \\d+\\)|token \\d+|\\(\\d+\\)"
                            + "|at \\d+ of|heads? [\\d, ]+ of its layer|key/value head \\d+"
                            + "|verdict \\d+|^\\d+\\. |<(U\\+|0x)[0-9A-F]+>");

    /** What the page says of itself and of its method. */
    private static final Set<String> FIXED = Set.of("95%", "80%", "0.05", "0");

    @TempDir Path folder;

    @Test
    void everyNumberIsInTheResults() throws IOException, InterruptedException {
        Path page =
                Files.writeString(
                        folder.resolve("page.html"), ReportPageTest.page(SampleResults.small()));
        JsonNode json = new JsonMapper().readTree(ResultsJson.text(SampleResults.small()));
        Known known = new Known(json);
        try (Chromium browser = new Chromium(folder)) {
            int figures = 0;
            for (String view :
                    List.of(
                            "#head=3.5",
                            "#key0=hide&sink=with&against=control",
                            "#weigh=norm",
                            "#window=1&read=3.5",
                            "#window=1&read=1.0&key0=hide&weigh=norm")) {
                browser.open(page.toUri() + view, true);
                browser.await("document.documentElement.dataset.ready !== undefined");
                // Twice: what opens may hold more that opens.
                for (int i = 0; i < 2; i++) {
                    browser.value(
                            "document.querySelectorAll('details').forEach(d => { d.open = true; })");
                    browser.promised("new Promise(done => setTimeout(() => done(1), 400))");
                }
                JsonNode found = browser.value(script());
                assertThat(faults(known, found)).as(view).isEmpty();
                figures += found.get("figures").size();
            }
            assertThat(browser.complaints()).isEmpty();
            assertThat(figures).isGreaterThan(4000);
        }
    }

    private static List<String> faults(Known known, JsonNode found) {
        List<String> wrong = new ArrayList<>();
        for (JsonNode figure : found.get("figures")) {
            String fault = known.fault(figure);
            if (!fault.isEmpty()) {
                wrong.add(fault);
            }
        }
        for (JsonNode text : found.get("texts")) {
            String rest = ADDRESS.matcher(text.asString()).replaceAll(" ");
            for (Matcher m = NUMBER.matcher(rest); m.find(); ) {
                if (!known.says(m.group(), text.asString())) {
                    wrong.add("“" + m.group() + "” in “" + text.asString().strip() + "”");
                }
            }
        }
        return wrong;
    }

    private static String script() throws IOException {
        try (InputStream in =
                FiguresOnThePageTest.class.getResourceAsStream("figures-on-page.js")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** The numbers and words of a results tree. */
    private static final class Known {

        private final Set<Double> values = new HashSet<>();
        private final Set<String> shown = new HashSet<>();
        private final StringBuilder words = new StringBuilder();
        private final DerivedFigures derived;

        Known(JsonNode json) {
            collect(json);
            derived = new DerivedFigures(json);
            for (double x : values) {
                shown.add(Shown.number(x));
                shown.add(Shown.percent(x));
            }
        }

        private void collect(JsonNode node) {
            if (node.isNumber()) {
                values.add(node.asDouble());
            } else if (node.isString()) {
                words.append(node.asString()).append('\n');
            } else if (node.isContainer()) {
                node.forEach(this::collect);
            }
        }

        /** What is wrong with a figure, or nothing. */
        String fault(JsonNode figure) {
            double value = figure.get("value").asDouble(Double.NaN);
            if (Double.isNaN(value)) {
                value = Double.parseDouble(figure.get("value").asString());
            }
            String text = figure.get("text").asString();
            double unit = figure.get("unit").asDouble();
            String rule = figure.get("derived").asString();
            boolean there =
                    rule.isEmpty()
                            ? values.contains(value) || derived.isWeight(value)
                            : derived.follows(rule, value);
            if (!there) {
                return value + " is not in the results" + (rule.isEmpty() ? "" : " as " + rule);
            }
            Set<String> right =
                    new HashSet<>(
                            List.of(
                                    Shown.number(value / unit),
                                    Shown.percent(value),
                                    Long.toString((long) value)));
            String plain = text.replaceAll(" [kMB]$", "");
            return right.contains(plain) ? "" : value + " is shown as " + text;
        }

        boolean says(String number, String text) {
            String plain = number.replaceFirst("^[−-]", "");
            return FIXED.contains(number)
                    || shown.contains(number)
                    || shown.contains(plain)
                    || words.indexOf(text.strip()) >= 0
                    || words.indexOf(number.replace('−', '-')) >= 0;
        }
    }
}
