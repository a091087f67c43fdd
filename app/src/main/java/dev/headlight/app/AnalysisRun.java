package dev.headlight.app;

import dev.headlight.analysis.Analysis;
import dev.headlight.analysis.AnalysisListener;
import dev.headlight.analysis.AnalysisOptions;
import dev.headlight.analysis.results.AnalysisResults;
import dev.headlight.app.summary.JsonSummary;
import dev.headlight.app.summary.PrintedSummary;
import dev.headlight.app.terminal.Progress;
import dev.headlight.app.terminal.Terminal;
import dev.headlight.model.OpenModel;
import dev.headlight.report.ReportFiles;
import dev.headlight.text.Documents;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** An analysis from open model to printed summary: what {@code analyze} and {@code demo} share. */
final class AnalysisRun {

    private final Terminal terminal;
    private final PictureOptions pictures;
    private final boolean quiet;
    private final boolean json;

    AnalysisRun(Terminal terminal, PictureOptions pictures, boolean quiet, boolean json) {
        this.terminal = terminal;
        this.pictures = pictures;
        this.quiet = quiet;
        this.json = json;
    }

    /**
     * Analyses, writes the files into the folder and prints the summary.
     *
     * @param complete adds to the results what the analysis itself does not know, before they are written
     * @param comment printed between the tables and the files, for a person only
     */
    void run(
            OpenModel model,
            Documents documents,
            AnalysisOptions options,
            OutputFolder folder,
            UnaryOperator<AnalysisResults> complete,
            Consumer<AnalysisResults> comment) {
        AnalysisResults results;
        List<Path> files;
        try (Progress progress = Progress.start(terminal, quiet)) {
            results = complete.apply(Analysis.run(model, documents, options, listener(progress)));
            progress.phase("report", 0);
            files = ReportFiles.write(results, folder.path(), pictures.pictures(results));
            folder.keep();
        }
        WrittenFiles written = new WrittenFiles(folder.path(), files);
        if (json) {
            terminal.out().println(JsonSummary.of(results, folder.path(), written.names()));
        } else {
            PrintedSummary.print(results, terminal.out());
            comment.accept(results);
            written.print(terminal.out());
        }
    }

    private static AnalysisListener listener(Progress progress) {
        return new AnalysisListener() {
            @Override
            public void phase(String name, long totalTokens) {
                progress.phase(name, totalTokens);
            }

            @Override
            public void tokens(long done) {
                progress.tokens(done);
            }

            @Override
            public void alert(String sentence) {
                // The results hold it, and the summary prints it.
            }
        };
    }
}
