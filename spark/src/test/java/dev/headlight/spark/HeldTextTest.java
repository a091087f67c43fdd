package dev.headlight.spark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headlight.analysis.Analysis;
import dev.headlight.analysis.AnalysisListener;
import dev.headlight.analysis.AnalysisOptions;
import dev.headlight.analysis.CausalOptions;
import dev.headlight.analysis.results.AnalysisResults;
import dev.headlight.analysis.results.DocumentFigures;
import dev.headlight.app.cluster.ClusterText;
import dev.headlight.model.OpenModel;
import dev.headlight.model.io.ModelReader;
import dev.headlight.spark.ClusterOptions.PerDocument;
import dev.headlight.text.DocumentReader;
import dev.headlight.text.Documents;
import dev.headlight.text.Split;
import dev.headlight.text.TextGroupReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Texts that the driver reads and the cluster scores, and weights that no training has seen: as one machine has them. */
class HeldTextTest {

    private static final Map<String, String> SETTINGS =
            Map.of(
                    "spark.ui.enabled", "false",
                    "spark.driver.host", "127.0.0.1",
                    "spark.driver.bindAddress", "127.0.0.1");

    private static final CausalOptions CAUSAL = new CausalOptions(CausalOptions.When.ALWAYS, false);

    @TempDir Path folder;

    @BeforeEach
    void settings() {
        SETTINGS.forEach(System::setProperty);
    }

    @AfterEach
    void forget() {
        SETTINGS.keySet().forEach(System::clearProperty);
    }

    /** Keeps what each document gave. */
    private static final class Heard implements AnalysisListener {
        private @Nullable DocumentFigures documents;

        @Override
        public void perDocument(DocumentFigures figures) {
            documents = figures;
        }

        DocumentFigures documents() {
            return Objects.requireNonNull(documents);
        }
    }

    private static AnalysisOptions options(int maxDocuments, long maxTokens, Split split) {
        return new AnalysisOptions(
                0,
                maxDocuments,
                maxTokens,
                42,
                2,
                true,
                List.of(),
                List.of(),
                50,
                split.text(),
                Map.of(),
                "");
    }

    private static AnalysisResults there(
            OpenModel model,
            @Nullable Long randomSeed,
            ClusterText text,
            AnalysisOptions options,
            @Nullable String tables,
            AnalysisListener heard) {
        ClusterOptions on = new ClusterOptions("local[2]", 3, 0, false, PerDocument.AUTO, 0);
        return new SparkAnalysis(on).run(model, randomSeed, text, options, CAUSAL, tables, heard);
    }

    /** Bit for bit. */
    private void sameAsHere(Path model, Documents documents, AnalysisOptions options) {
        Heard heardHere = new Heard();
        Heard heardThere = new Heard();
        try (OpenModel open = ModelReader.open(model)) {
            AnalysisResults here = Analysis.run(open, documents, options, CAUSAL, heardHere);
            Path tables = folder.resolve("tables");
            AnalysisResults there =
                    there(
                            open,
                            null,
                            new ClusterText(List.of(), documents),
                            options,
                            tables.toString(),
                            heardThere);
            assertThat(Same.results(there, here, 0)).isGreaterThan(2500);
            assertThat(there.examples()).isNotNull();
            assertThat(heardThere.documents().text().units())
                    .isEqualTo(heardHere.documents().text().units());
            assertThat(
                            Arrays.deepEquals(
                                    heardThere.documents().text().values(),
                                    heardHere.documents().text().values()))
                    .isTrue();
            for (String table : List.of("scores", "per_document")) {
                assertThat(tables.resolve(table)).isDirectoryContaining("glob:**.parquet");
            }
        }
    }

    @Test
    void groupsOfDocumentsAreComparedAsHere() throws IOException {
        Map<String, Path> groups = new LinkedHashMap<>();
        for (String name : List.of("prose", "code")) {
            Path own = Files.createDirectory(folder.resolve(name));
            TestText.ids(own, name.equals("code") ? 25 : 40);
            groups.put(name, own);
        }
        Documents documents = TextGroupReader.read(groups, Split.FILE, 0, 0);
        AnalysisOptions options = options(0, 0, Split.FILE);
        sameAsHere(TestText.model(folder), documents, options);
        try (OpenModel open = ModelReader.open(folder.resolve("tiny"))) {
            AnalysisResults there =
                    there(
                            open,
                            null,
                            new ClusterText(List.of(), documents),
                            options,
                            null,
                            AnalysisListener.silent());
            assertThat(Objects.requireNonNull(there.groups()).groups()).hasSize(2);
        }
    }

    @ParameterizedTest
    @CsvSource({"21, 0, FILE", "0, 1000, FILE", "9, 0, WINDOW"})
    void aLimitedTextIsThatOfOneMachine(int maxDocuments, long maxTokens, Split split)
            throws IOException {
        List<Path> text = TestText.ids(folder, 60);
        Documents documents =
                split == Split.WINDOW
                        ? DocumentReader.readWindows(text, maxDocuments, 64, maxTokens)
                        : DocumentReader.read(text, split, maxDocuments, maxTokens);
        sameAsHere(TestText.model(folder), documents, options(maxDocuments, maxTokens, split));
    }

    @Test
    void weightsAtRandomAreDrawnAsHere() throws IOException {
        List<Path> text = TestText.ids(folder, 60);
        AnalysisOptions options = options(0, 0, Split.FILE);
        try (OpenModel open = ModelReader.open(TestText.model(folder))) {
            OpenModel random = open.atRandomInitialization(7);
            AnalysisResults here =
                    Analysis.run(
                            random,
                            DocumentReader.read(text, Split.FILE, 0, 0),
                            options,
                            CAUSAL,
                            AnalysisListener.silent());
            AnalysisResults there =
                    there(
                            random,
                            7L,
                            new ClusterText(TestText.names(text), null),
                            options,
                            null,
                            AnalysisListener.silent());
            assertThat(Same.results(there, here, 1e-12)).isGreaterThan(2500);
            AnalysisResults trained =
                    there(
                            open,
                            null,
                            new ClusterText(TestText.names(text), null),
                            options,
                            null,
                            AnalysisListener.silent());
            assertThat(trained.scores().getFirst().value()[1][2])
                    .isNotEqualTo(there.scores().getFirst().value()[1][2]);
        }
    }
}
