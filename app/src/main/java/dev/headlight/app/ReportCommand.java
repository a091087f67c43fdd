package dev.headlight.app;

import dev.headlight.analysis.results.AnalysisResults;
import dev.headlight.report.ReportFiles;
import dev.headlight.report.json.ResultsJson;
import dev.headlight.text.InputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Makes the files of a run again from its saved results. */
@Command(
        name = "report",
        description = "Make the report again from saved results.",
        sortOptions = false,
        optionListHeading = "%nOptions:%n",
        footerHeading = "%nExample:%n",
        footer = "  headlight report runs/SmolLM2-135M-20261124-201500")
@SuppressWarnings("NullAway.Init") // picocli sets these before it runs the command
final class ReportCommand implements Runnable {

    @ParentCommand private Headlight parent;
    @Mixin private PictureOptions pictures = new PictureOptions();
    @Mixin CommonOptions common = new CommonOptions();

    @Parameters(
            paramLabel = "DIR",
            description = "A folder that analyze has written, or its results.json.")
    private Path folder;

    @Override
    public void run() {
        pictures.check();
        Path file = Files.isDirectory(folder) ? folder.resolve(ReportFiles.RESULTS) : folder;
        if (!Files.isRegularFile(file)) {
            throw new InputException(
                    file + " does not exist; name a folder that headlight analyze has written.");
        }
        AnalysisResults results = ResultsJson.read(file);
        Path parentFolder = file.toAbsolutePath().getParent();
        Path target = Files.isDirectory(folder) ? folder : parentFolder;
        List<Path> written =
                ReportFiles.write(
                        results, target == null ? folder : target, pictures.pictures(results));
        new WrittenFiles(target == null ? folder : target, written).print(parent.terminal().out());
    }
}
