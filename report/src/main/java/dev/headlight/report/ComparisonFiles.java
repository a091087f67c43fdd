package dev.headlight.report;

import dev.headlight.analysis.results.Comparison;
import dev.headlight.report.json.ComparisonJson;
import dev.headlight.report.table.ComparisonCsv;
import java.nio.file.Path;
import java.util.List;

/** The files of a comparison. */
public final class ComparisonFiles {

    /** The whole tree. */
    public static final String JSON = "comparison.json";

    /** One row a difference. */
    public static final String CSV = "comparison.csv";

    private ComparisonFiles() {}

    /**
     * Writes both files, or none, and returns their paths.
     *
     * @throws dev.headlight.text.UsageException where the folder cannot be made or written
     */
    public static List<Path> write(Comparison comparison, Path folder) {
        try (OutputFolder out = new OutputFolder(folder)) {
            out.stage(JSON, to -> ComparisonJson.write(comparison, to));
            out.stage(CSV, to -> ComparisonCsv.write(comparison, to));
            return out.commit();
        }
    }
}
