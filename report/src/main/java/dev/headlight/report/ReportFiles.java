package dev.headlight.report;

import dev.headlight.analysis.results.AnalysisResults;
import dev.headlight.report.json.ResultsJson;
import dev.headlight.report.pickle.ResultsPickle;
import dev.headlight.report.table.ScoresCsv;
import java.nio.file.Path;
import java.util.List;

/** The files of a run. */
public final class ReportFiles {

    /** The whole tree, and what {@code headlight report} reads back. */
    public static final String RESULTS = "results.json";

    /** The tidy table. */
    public static final String SCORES = "scores.csv";

    /** The tree for Python. */
    public static final String PICKLE = "attention_analysis_results.pkl";

    private ReportFiles() {}

    /**
     * Writes every file of a run, all or none, and returns their paths in order.
     *
     * @throws dev.headlight.text.UsageException where the folder cannot be made or written
     * @throws dev.headlight.text.ResourceException where the disk is full
     */
    public static List<Path> write(AnalysisResults results, Path folder) {
        try (OutputFolder out = new OutputFolder(folder)) {
            out.stage(RESULTS, to -> ResultsJson.write(results, to));
            out.stage(SCORES, to -> ScoresCsv.write(results, to));
            out.stage(PICKLE, to -> ResultsPickle.write(results, to));
            return out.commit();
        }
    }
}
