package dev.headlight.app;

import dev.headlight.analysis.Analysis;
import dev.headlight.analysis.AnalysisListener;
import dev.headlight.analysis.AnalysisOptions;
import dev.headlight.analysis.CausalOptions;
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
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** An analysis from open model to printed summary: what {@code analyze} and {@code demo} share. */
final class AnalysisRun {

    private final Terminal terminal;
    private final Interrupt interrupt;
    private final PictureOptions pictures;
    private final boolean quiet;
    private final boolean json;

    AnalysisRun(
            Terminal terminal,
            Interrupt interrupt,
            PictureOptions pictures,
            boolean quiet,
            boolean json) {
        this.terminal = terminal;
        this.interrupt = interrupt;
        this.pictures = pictures;
        this.quiet = quiet;
        this.json = json;
    }

    /**
     * Analyses, writes the files into the folder and prints the summary.
     *
     * @param causal whether heads are ablated; an interrupt ends that and keeps what is done
     * @param complete adds to the results what the analysis itself does not know, before they are written
     * @param comment printed between the tables and the files, for a person only
     */
    void run(
            OpenModel model,
            Documents documents,
            AnalysisOptions options,
            CausalOptions causal,
            OutputFolder folder,
            UnaryOperator<AnalysisResults> complete,
            Consumer<AnalysisResults> comment) {
        run(
                listener -> Analysis.run(model, documents, options, causal, listener),
                folder,
                complete,
                comment);
    }

    /** The same of an analysis that something else makes; it ends early where its listener has been stopped. */
    void run(
            Function<AnalysisListener, AnalysisResults> analysis,
            OutputFolder folder,
            UnaryOperator<AnalysisResults> complete,
            Consumer<AnalysisResults> comment) {
        AnalysisResults results;
        List<Path> files;
        try (Progress progress = Progress.start(terminal, quiet)) {
            HeardAnalysis heard = new HeardAnalysis(progress, progress::say);
            Done done =
                    interrupt.saveIf(
                            heard::stop,
                            () -> {
                                AnalysisResults found = complete.apply(analysis.apply(heard));
                                progress.phase("report", 0);
                                List<Path> all =
                                        ReportFiles.write(
                                                found,
                                                heard.perDocument(),
                                                folder.path(),
                                                pictures.pictures(found));
                                folder.keep();
                                return new Done(found, all);
                            },
                            d -> "headlight: what was done is in " + folder.path());
            results = done.results;
            files = done.files;
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

    /** Results, and the files that hold them. */
    private record Done(AnalysisResults results, List<Path> files) {}
}
