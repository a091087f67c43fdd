package dev.headlight.report;

import java.nio.file.Path;

/** Writes the sample files to a folder, to be looked at: {@code SamplePages FOLDER [big]}. */
final class SamplePages {

    private SamplePages() {}

    public static void main(String[] arguments) {
        boolean big = arguments.length > 1;
        ReportFiles.write(big ? SampleResults.big() : SampleResults.small(), Path.of(arguments[0]));
    }
}
