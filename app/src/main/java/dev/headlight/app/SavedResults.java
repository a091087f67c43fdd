package dev.headlight.app;

import dev.headlight.analysis.results.AnalysisResults;
import dev.headlight.report.ReportFiles;
import dev.headlight.report.json.ResultsJson;
import dev.headlight.text.InputException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The results that a command finds in a folder. */
final class SavedResults {

    private SavedResults() {}

    /**
     * Reads them.
     *
     * @param path a folder that analyze has written, or its {@code results.json}
     * @throws InputException where there are none
     */
    static AnalysisResults read(Path path) {
        Path file = Files.isDirectory(path) ? path.resolve(ReportFiles.RESULTS) : path;
        if (!Files.isRegularFile(file)) {
            throw new InputException(
                    file + " does not exist; name a folder that headlight analyze has written.");
        }
        return ResultsJson.read(file);
    }

    /** The folder of what was named. */
    static Path folder(Path path) {
        Path parent = path.toAbsolutePath().getParent();
        return Files.isDirectory(path) || parent == null ? path : parent;
    }
}
