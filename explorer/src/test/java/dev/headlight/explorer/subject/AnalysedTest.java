package dev.headlight.explorer.subject;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headlight.analysis.Analysis;
import dev.headlight.analysis.AnalysisListener;
import dev.headlight.analysis.AnalysisOptions;
import dev.headlight.analysis.results.AnalysisResults;
import dev.headlight.engine.Workers;
import dev.headlight.model.OpenModel;
import dev.headlight.model.wired.WiredModel;
import dev.headlight.report.ReportFiles;
import dev.headlight.report.json.ResultsJson;
import dev.headlight.text.Documents;
import dev.headlight.text.InputException;
import dev.headlight.text.StoryGrammar;
import dev.headlight.text.UsageException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AnalysedTest {

    @TempDir Path folder;

    @Test
    void aFolderOfAnAnalysisOpensItsModelAndItsScores() throws Exception {
        Documents stories = new Documents(StoryGrammar.documents(1, 6), List.of(), List.of(), "");
        AnalysisResults results;
        try (OpenModel model = WiredModel.open()) {
            results =
                    Analysis.run(
                            model, stories, AnalysisOptions.usual(1, 1), AnalysisListener.silent());
        }
        Path file = folder.resolve(ReportFiles.RESULTS);
        try (OutputStream out = Files.newOutputStream(file)) {
            ResultsJson.write(results, out);
        }
        try (Workers workers = new Workers(1);
                Subjects subjects = new Subjects(List.of(folder), workers)) {
            Subject subject = subjects.subject(subjects.first());
            AnalysisResults joined = Objects.requireNonNull(subject.results());
            assertThat(joined.roles()).isEqualTo(results.roles());
            assertThatThrownBy(() -> subjects.subject("../x")).isInstanceOf(UsageException.class);
        }
        // Of a model that is gone, the folder says so.
        String json = Files.readString(file);
        Files.writeString(
                file,
                json.replace(results.model().fingerprint(), "0".repeat(64))
                        .replaceFirst("\"path\" : \"\"", "\"path\" : \"/nowhere/model.gguf\""));
        assertThatThrownBy(() -> Analysed.at(folder))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("give the model's own path");
    }
}
