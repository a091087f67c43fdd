package dev.headlight.spark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headlight.analysis.Analysis;
import dev.headlight.analysis.AnalysisListener;
import dev.headlight.analysis.AnalysisOptions;
import dev.headlight.analysis.CausalOptions;
import dev.headlight.analysis.results.AnalysisResults;
import dev.headlight.model.OpenModel;
import dev.headlight.model.io.ModelReader;
import dev.headlight.spark.ClusterOptions.PerDocument;
import dev.headlight.text.DocumentReader;
import dev.headlight.text.SharedData;
import dev.headlight.text.Split;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A master and two workers as processes of their own. In the middle of the run one worker is killed: what it
 * had done is done again by the other, and the figures are those of one machine.
 */
class StandaloneClusterTest {

    private static final Map<String, String> SETTINGS =
            Map.of(
                    "spark.ui.enabled", "false",
                    "spark.driver.host", "127.0.0.1",
                    "spark.driver.bindAddress", "127.0.0.1",
                    "spark.executor.memory", "700m",
                    "spark.executor.extraClassPath", StandaloneCluster.classPath(),
                    "spark.executor.heartbeatInterval", "2s",
                    "spark.network.timeout", "60s",
                    "spark.speculation", "true",
                    "spark.speculation.quantile", "0.3",
                    "spark.speculation.multiplier", "1.1");

    @TempDir Path folder;

    @AfterEach
    void forget() {
        SETTINGS.keySet().forEach(System::clearProperty);
    }

    @Test
    void aModelMadeHereSurvivesTheLossOfAWorker() throws Exception {
        survives(TestText.model(folder), true, TestText.ids(folder, 400), Split.FILE);
    }

    @Test
    void aRealModelSurvivesTheLossOfAWorker() throws Exception {
        Path stories = SharedData.file("models/stories260K.bin");
        SharedData.file("models/tok512.bin");
        List<String> lines =
                Files.readAllLines(SharedData.file("text/tinyshakespeare.txt")).subList(0, 2500);
        Path plays = Files.write(folder.resolve("plays.txt"), lines);
        AnalysisResults results = survives(stories, false, List.of(plays), Split.PARAGRAPH);
        assertThat(results.text().documents()).isGreaterThan(300);
    }

    private AnalysisResults survives(Path model, boolean send, List<Path> text, Split split)
            throws Exception {
        AnalysisOptions options =
                new AnalysisOptions(
                        0,
                        0,
                        0,
                        42,
                        1,
                        true,
                        List.of(),
                        List.of(),
                        100,
                        split.text(),
                        Map.of(),
                        "");
        SETTINGS.forEach(System::setProperty);
        try (OpenModel open = ModelReader.open(model);
                StandaloneCluster cluster = new StandaloneCluster(folder, 2)) {
            AnalysisResults expected =
                    Analysis.run(
                            open,
                            DocumentReader.read(text, split, 0, 0),
                            options,
                            AnalysisListener.silent());
            Killing killing = new Killing(cluster);
            ClusterOptions on =
                    new ClusterOptions(cluster.url(), 12, 0, send, PerDocument.NEVER, 0);
            AnalysisResults found =
                    new SparkAnalysis(on)
                            .run(
                                    open,
                                    TestText.names(text),
                                    options,
                                    CausalOptions.NEVER,
                                    null,
                                    killing);
            assertThat(killing.killed).isTrue();
            assertThat(killing.phases).contains("text", "control: text");
            assertThat(Same.results(found, expected, 1e-12)).isGreaterThan(2500);
            return found;
        }
    }

    /** Kills the first worker once a quarter of the text has been scored. */
    private static final class Killing implements AnalysisListener {

        private final StandaloneCluster cluster;
        private final AtomicBoolean killed = new AtomicBoolean();
        private final List<String> phases = new ArrayList<>();
        private volatile long total;

        Killing(StandaloneCluster cluster) {
            this.cluster = cluster;
        }

        @Override
        public void phase(String name, long totalTokens) {
            phases.add(name);
            total = name.equals("text") ? totalTokens : 0;
        }

        @Override
        public void tokens(long done) {
            long all = total;
            if (all > 0 && done > all / 4 && killed.compareAndSet(false, true)) {
                assertThat(done).isLessThan(all);
                cluster.kill(0);
            }
        }
    }
}
