package dev.headlight.report;

import dev.headlight.analysis.results.AnalysisResults;
import dev.headlight.analysis.results.DocumentFigures;
import dev.headlight.analysis.results.PatternWindow;
import dev.headlight.analysis.results.TextGroups;
import dev.headlight.analysis.results.Timeline;
import dev.headlight.report.arrays.PerDocumentFile;
import dev.headlight.report.json.ResultsJson;
import dev.headlight.report.page.ReportPage;
import dev.headlight.report.pickle.ResultsPickle;
import dev.headlight.report.picture.DecayPicture;
import dev.headlight.report.picture.EntropyPicture;
import dev.headlight.report.picture.MatrixPicture;
import dev.headlight.report.picture.Png;
import dev.headlight.report.picture.TimelinePicture;
import dev.headlight.report.table.GroupsCsv;
import dev.headlight.report.table.ScoresCsv;
import dev.headlight.text.ResourceException;
import dev.headlight.text.UsageException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The files of a run. */
public final class ReportFiles {

    /** The whole tree, and what {@code headlight report} reads back. */
    public static final String RESULTS = "results.json";

    /** The tidy table. */
    public static final String SCORES = "scores.csv";

    /** The scores by group of documents, where the text was grouped. */
    public static final String GROUPS = "groups.csv";

    /** The tree for Python. */
    public static final String PICKLE = "attention_analysis_results.pkl";

    /** Entropy by layer. */
    public static final String ENTROPY = "entropy_analysis.png";

    /** Attention by distance. */
    public static final String DECAY = "positional_decay.png";

    /** The heads over training, where the model came with its training run. */
    public static final String TIMELINE = "training_timeline.png";

    /** The report. */
    public static final String PAGE = "attention_analysis_report.html";

    private static final HeadChoice FIRST = new HeadChoice(0, 0);

    private ReportFiles() {}

    /** Writes every file of a run, with the picture of layer 0, head 0. */
    public static List<Path> write(AnalysisResults results, Path folder) {
        return write(results, folder, List.of(FIRST));
    }

    /**
     * Writes every file of a run, all or none, and returns their paths in order.
     *
     * @param pictures the heads whose attention is drawn, each in {@code attention_matrix_lL_hH.png}
     * @throws UsageException where the folder cannot be made or written, or the attention of a head among
     *     the pictures was not kept
     * @throws ResourceException where the disk is full; or where no font is installed: then everything but the
     *     PNG files is there
     */
    public static List<Path> write(
            AnalysisResults results, Path folder, List<HeadChoice> pictures) {
        return write(results, null, folder, pictures);
    }

    /**
     * The same, with the figures of each document, which a comparison reads.
     *
     * @param perDocument null where they are not known: then a file of them that is there stays
     */
    public static List<Path> write(
            AnalysisResults results,
            @Nullable DocumentFigures perDocument,
            Path folder,
            List<HeadChoice> pictures) {
        List<Matrix> matrices = matrices(results, pictures);
        try (OutputFolder out = new OutputFolder(folder)) {
            out.stage(RESULTS, to -> ResultsJson.write(results, to));
            out.stage(SCORES, to -> ScoresCsv.write(results, to));
            if (perDocument != null) {
                out.stage(PerDocumentFile.NAME, to -> PerDocumentFile.write(perDocument, to));
            }
            TextGroups groups = results.groups();
            if (groups != null) {
                out.stage(GROUPS, to -> GroupsCsv.write(groups, to));
            }
            out.stage(PICKLE, to -> ResultsPickle.write(results, to));
            out.stage(PAGE, to -> ReportPage.write(results, to));
            try {
                Png.requireFont();
            } catch (ResourceException noFont) {
                out.commit();
                throw noFont;
            }
            for (Matrix m : matrices) {
                out.stage(
                        "attention_matrix_l" + m.head().layer() + "_h" + m.head().head() + ".png",
                        to -> Png.write(MatrixPicture.draw(results, m.window(), m.head()), to));
            }
            if (!results.entropyByLayer().isEmpty()) {
                out.stage(ENTROPY, to -> Png.write(EntropyPicture.draw(results), to));
            }
            if (!results.decay().isEmpty()) {
                out.stage(DECAY, to -> Png.write(DecayPicture.draw(results), to));
            }
            Timeline timeline = results.timeline();
            if (timeline != null && !timeline.points().isEmpty()) {
                out.stage(TIMELINE, to -> Png.write(TimelinePicture.draw(results, timeline), to));
            }
            return out.commit();
        }
    }

    private record Matrix(PatternWindow window, PatternWindow.Head head) {}

    private static List<Matrix> matrices(AnalysisResults results, List<HeadChoice> pictures) {
        List<Matrix> found = new ArrayList<>();
        for (HeadChoice choice : pictures) {
            Matrix matrix = matrix(results, choice);
            if (matrix != null) {
                found.add(matrix);
            } else if (!choice.equals(FIRST)) {
                throw new UsageException(
                        "The attention of layer "
                                + choice.layer()
                                + ", head "
                                + choice.head()
                                + " was not kept by the analysis, so it cannot be drawn; name it with --layers and"
                                + " --heads of headlight analyze.");
            }
        }
        return found;
    }

    private static @Nullable Matrix matrix(AnalysisResults results, HeadChoice choice) {
        for (PatternWindow window : results.patterns()) {
            for (PatternWindow.Head head : window.heads()) {
                boolean entries = head.rows().length > 0;
                if (entries && head.layer() == choice.layer() && head.head() == choice.head()) {
                    return new Matrix(window, head);
                }
            }
        }
        return null;
    }
}
