package dev.headlight.report;

import dev.headlight.analysis.results.Timeline;
import dev.headlight.report.picture.Png;
import dev.headlight.report.picture.TimelinePicture;
import dev.headlight.report.table.TimelineCsv;
import java.nio.file.Path;
import java.util.List;

/** The files of a timeline by itself: {@code timeline.csv} and its picture. */
public final class TimelineFiles {

    private static final String CSV = "timeline.csv";

    private TimelineFiles() {}

    /**
     * Writes both files, or none, and returns their paths.
     *
     * @param model which one, in words, below the picture's title
     * @throws dev.headlight.text.ResourceException where the disk is full, or no font is installed
     */
    public static List<Path> write(String model, Timeline timeline, Path folder) {
        Png.requireFont();
        try (OutputFolder out = new OutputFolder(folder)) {
            out.stage(CSV, to -> TimelineCsv.write(timeline.points(), to));
            out.stage(
                    ReportFiles.TIMELINE,
                    to -> Png.write(TimelinePicture.draw(model, timeline), to));
            return out.commit();
        }
    }
}
