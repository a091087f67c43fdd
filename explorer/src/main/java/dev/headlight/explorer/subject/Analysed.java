package dev.headlight.explorer.subject;

import dev.headlight.analysis.results.AnalysisResults;
import dev.headlight.model.wired.WiredModel;
import dev.headlight.report.ReportFiles;
import dev.headlight.report.json.ResultsJson;
import dev.headlight.text.InputException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What a path means: a model, a folder of an analysis, or both.
 *
 * @param model the model's own path, null for the model wired by hand
 * @param results its analysis, null where the path holds none
 */
record Analysed(@Nullable Path model, @Nullable AnalysisResults results) {

    /**
     * Looks.
     *
     * @throws InputException where there is an analysis whose model is gone
     */
    static Analysed at(Path path) {
        Path file = path.resolve(ReportFiles.RESULTS);
        if (!Files.isDirectory(path) || !Files.isRegularFile(file)) {
            return new Analysed(path, null);
        }
        AnalysisResults results = ResultsJson.read(file);
        if (Files.isRegularFile(path.resolve("config.json"))) {
            return new Analysed(path, results);
        }
        if (results.model().fingerprint().equals(WiredModel.open().fingerprint())) {
            return new Analysed(null, results);
        }
        Path model = Path.of(results.model().path());
        if (results.model().path().isEmpty() || !Files.exists(model)) {
            throw new InputException(
                    path
                            + " holds an analysis of "
                            + results.model().name()
                            + ", whose model "
                            + (results.model().path().isEmpty()
                                    ? "came from no file"
                                    : "is not at " + model)
                            + ": give the model's own path.");
        }
        return new Analysed(model, results);
    }

    /** The analysis, where it is of a model with these weights. */
    @Nullable AnalysisResults resultsOf(String fingerprint) {
        AnalysisResults found = results;
        return found != null && found.model().fingerprint().equals(fingerprint) ? found : null;
    }
}
