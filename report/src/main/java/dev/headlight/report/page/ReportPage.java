package dev.headlight.report.page;

import dev.headlight.analysis.results.AnalysisResults;
import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.TemplateOutput;
import gg.jte.output.WriterOutput;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** The report as one HTML file. */
public final class ReportPage {

    private static final TemplateEngine FRAME =
            TemplateEngine.createPrecompiled(
                    null,
                    ContentType.Html,
                    ReportPage.class.getClassLoader(),
                    "dev.headlight.report.page.frame");

    private ReportPage() {}

    /** Writes the page, UTF-8. The stream stays open. */
    public static void write(AnalysisResults results, OutputStream out) throws IOException {
        PatternBudget.Kept kept = PatternBudget.keep(results);
        String style = PageFiles.style();
        String script = PageFiles.script();
        Writer page = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
        TemplateOutput output = new WriterOutput(page);
        FRAME.render(
                "report.jte",
                Map.of(
                        "results",
                        results,
                        "leftOut",
                        kept.leftOut(),
                        "style",
                        style,
                        "script",
                        script,
                        "data",
                        EmbeddedResults.of(kept.results()),
                        "policy",
                        policy(style, script)),
                output);
        page.flush();
    }

    private static String policy(String style, String script) {
        return "default-src 'none'; script-src "
                + PageFiles.hash(script)
                + "; style-src "
                + PageFiles.hash(style)
                + "; img-src data:; base-uri 'none'; form-action 'none'";
    }
}
