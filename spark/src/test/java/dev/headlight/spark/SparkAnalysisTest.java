package dev.headlight.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headlight.analysis.Analysis;
import dev.headlight.analysis.AnalysisListener;
import dev.headlight.analysis.AnalysisOptions;
import dev.headlight.analysis.CausalOptions;
import dev.headlight.analysis.results.AnalysisResults;
import dev.headlight.model.OpenModel;
import dev.headlight.model.io.ModelReader;
import dev.headlight.spark.ClusterOptions.PerDocument;
import dev.headlight.text.DocumentReader;
import dev.headlight.text.InputException;
import dev.headlight.text.SharedData;
import dev.headlight.text.Split;
import dev.headlight.text.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The analysis on Spark's threads in this process, against the one of one machine. */
class SparkAnalysisTest {

    private static final String MASTER = "local[2,4]";

    @TempDir static Path shared;
    @TempDir Path folder;

    private static Path model;
    private static List<Path> text;

    @BeforeAll
    static void makeText() throws IOException {
        System.setProperty("spark.ui.enabled", "false");
        System.setProperty("spark.driver.host", "127.0.0.1");
        System.setProperty("spark.driver.bindAddress", "127.0.0.1");
        System.setProperty("spark.sql.shuffle.partitions", "3");
        model = TestText.model(shared);
        text = TestText.ids(shared, 300);
    }

    @AfterAll
    static void forget() {
        System.clearProperty("spark.ui.enabled");
    }

    private static AnalysisOptions options(Split split, int replicates) {
        return new AnalysisOptions(
                0, 0, 0, 42, 1, true, List.of(), List.of(), replicates, split.text(), Map.of(), "");
    }

    private static ClusterOptions cluster(int partitions, double corrupt, long kept) {
        return new ClusterOptions(MASTER, partitions, corrupt, false, PerDocument.AUTO, kept);
    }

    private static AnalysisResults here(Path model, List<Path> text, AnalysisOptions options) {
        try (OpenModel open = ModelReader.open(model)) {
            return Analysis.run(
                    open,
                    DocumentReader.read(text, Split.parse(options.split()), 0, 0),
                    options,
                    AnalysisListener.silent());
        }
    }

    private static AnalysisResults there(
            Path model, List<String> text, AnalysisOptions options, ClusterOptions cluster) {
        try (OpenModel open = ModelReader.open(model)) {
            return new SparkAnalysis(cluster)
                    .run(open, text, options, CausalOptions.NEVER, null, AnalysisListener.silent());
        }
    }

    @Test
    void anyPartitionsGiveTheFiguresOfOneMachine() {
        AnalysisOptions options = options(Split.FILE, 200);
        AnalysisResults expected = here(model, text, options);
        List<String> names = TestText.names(text);
        for (int partitions : new int[] {1, 2, 7}) {
            AnalysisResults kept =
                    there(model, names, options, cluster(partitions, 0, Long.MAX_VALUE));
            assertThat(Same.results(kept, expected, 0)).isGreaterThan(2500);
            // In another order the figures stay; the first documents, of which there are pictures,
            // do not.
            AnalysisResults summed =
                    there(model, names.reversed(), options, cluster(partitions, 0, 0));
            assertThat(Same.results(summed, expected, 1e-12, "patterns")).isGreaterThan(2500);
        }
    }

    @Test
    void aRealModelOnARealTextGivesTheFiguresOfOneMachine() throws IOException {
        Path stories = SharedData.file("models/stories260K.bin");
        SharedData.file("models/tok512.bin");
        List<String> lines =
                Files.readAllLines(SharedData.file("text/tinyshakespeare.txt")).subList(0, 1500);
        Path file = Files.write(folder.resolve("plays.txt"), lines);
        AnalysisOptions options = options(Split.PARAGRAPH, 150);
        AnalysisResults expected = here(stories, List.of(file), options);
        assertThat(expected.text().documents()).isGreaterThan(200);
        for (long kept : new long[] {0, Long.MAX_VALUE}) {
            AnalysisResults found =
                    there(stories, List.of(file.toString()), options, cluster(3, 0, kept));
            assertThat(Same.results(found, expected, kept == 0 ? 1e-12 : 0)).isGreaterThan(50_000);
        }
    }

    @Test
    void oneLongDocumentIsTakenWindowByWindow() throws IOException {
        List<Path> one = List.of(folder.resolve("one.jsonl"));
        String line = Files.readAllLines(text.getFirst()).getFirst();
        String ids = line.substring(line.indexOf('[') + 1, line.indexOf(']'));
        Files.writeString(one.getFirst(), "{\"ids\":[" + (ids + ",").repeat(9) + "1]}\n");
        AnalysisOptions options = options(Split.FILE, 20);
        AnalysisResults expected = here(model, one, options);
        assertThat(expected.text().unit()).isEqualTo("window");
        Same.results(there(model, TestText.names(one), options, cluster(3, 0, 0)), expected, 1e-12);
    }

    @Test
    void corruptDocumentsAreCountedNamedAndPassedOver() throws IOException {
        List<String> lines = new ArrayList<>(Files.readAllLines(text.getFirst()));
        lines.set(5, "{\"ids\":[1,2");
        lines.set(9, "{\"ids\":[1,2,4000]}"); // no token of the model
        Path broken = Files.write(folder.resolve("x.jsonl"), lines);
        lines.set(5, "");
        lines.set(9, "");
        Path mended =
                Files.write(Files.createDirectory(folder.resolve("m")).resolve("x.jsonl"), lines);
        AnalysisOptions options = options(Split.FILE, 20);
        AnalysisResults found =
                there(model, List.of(broken.toString()), options, cluster(2, 0.05, 0));
        AnalysisResults expected = here(model, List.of(mended), options);
        assertThat(found.alerts())
                .anySatisfy(
                        alert ->
                                assertThat(alert)
                                        .startsWith("2 of " + lines.size() + " documents cannot")
                                        .contains("x.jsonl line 6 is not valid JSON")
                                        .contains("x.jsonl:10: token id 4000"));
        assertThat(found.text().documents()).isEqualTo(expected.text().documents());
        assertThat(found.scores().getFirst().value()[1][3])
                .isEqualTo(expected.scores().getFirst().value()[1][3]);

        assertThatThrownBy(
                        () ->
                                there(
                                        model,
                                        List.of(broken.toString()),
                                        options,
                                        cluster(2, 0.001, 0)))
                .isInstanceOf(InputException.class)
                .hasMessageContaining(
                        "2 of " + lines.size() + " documents cannot be read, more than the 0.1%")
                .hasMessageContaining("x.jsonl line 6");
    }

    @Test
    void aModelThatAnExecutorCannotReadIsASentence() throws IOException {
        Path gone = folder.resolve("gone");
        try (OpenModel open = ModelReader.open(TestText.model(gone))) {
            AnalysisListener removing =
                    new AnalysisListener() {
                        @Override
                        public void phase(String name, long totalTokens) {
                            Path from = gone.resolve("tiny/config.json");
                            if (Files.exists(from)) {
                                try {
                                    Files.delete(from);
                                } catch (IOException e) {
                                    throw new AssertionError(e);
                                }
                            }
                        }
                    };
            assertThatThrownBy(
                            () ->
                                    new SparkAnalysis(cluster(2, 0, 0))
                                            .run(
                                                    open,
                                                    TestText.names(text),
                                                    options(Split.FILE, 20),
                                                    CausalOptions.NEVER,
                                                    null,
                                                    removing))
                    .isInstanceOf(InputException.class)
                    .hasMessageContaining("is a folder without config.json");
        }
    }

    @Test
    void parquetInAndParquetOut() throws IOException {
        AnalysisOptions options = options(Split.FILE, 20);
        AnalysisResults expected = here(model, text, options);
        Path in = folder.resolve("text.parquet");
        Path out = Files.createDirectory(folder.resolve("out"));
        writeParquet(in);
        AnalysisResults found;
        TreeMap<String, Long> phases = new TreeMap<>();
        long[] done = new long[1];
        try (OpenModel open = ModelReader.open(model)) {
            found =
                    new SparkAnalysis(cluster(3, 0, 0))
                            .run(
                                    open,
                                    List.of(in.toString()),
                                    options,
                                    CausalOptions.NEVER,
                                    out.toString(),
                                    new AnalysisListener() {
                                        private String phase = "";

                                        @Override
                                        public void phase(String name, long totalTokens) {
                                            phase = name;
                                            phases.put(name, totalTokens);
                                        }

                                        @Override
                                        public void tokens(long n) {
                                            done[0] = phase.equals("text") ? n : done[0];
                                        }
                                    });
        }
        Same.results(found, expected, 1e-12, "patterns"); // other files come in another order
        assertThat(phases).containsEntry("text", expected.text().tokens());
        assertThat(done[0]).isEqualTo(expected.text().tokens()); // every partition counted once
        readBack(out, expected);
    }

    /** The documents of the text under the ids that they have there. */
    private static void writeParquet(Path to) throws IOException {
        List<Row> rows = new ArrayList<>();
        for (Path file : text) {
            List<String> lines = Files.readAllLines(file);
            for (int n = 0; n < lines.size(); n++) {
                String ids = lines.get(n).replaceAll(".*\\[|].*", "");
                List<Long> list = new ArrayList<>();
                for (String id : ids.split(",", -1)) {
                    list.add(Long.valueOf(id));
                }
                rows.add(RowFactory.create(file.getFileName() + ":" + (n + 1), list));
            }
        }
        StructType schema =
                new StructType()
                        .add("id", DataTypes.StringType)
                        .add("ids", DataTypes.createArrayType(DataTypes.LongType));
        SparkSession spark = SparkSession.builder().master(MASTER).getOrCreate();
        spark.createDataFrame(rows, schema).repartition(2).write().parquet(to.toString());
        spark.stop();
    }

    private static void readBack(Path out, AnalysisResults expected) {
        SparkSession spark = SparkSession.builder().master(MASTER).getOrCreate();
        Dataset<Row> scores = spark.read().parquet(out.resolve("scores").toString());
        Row row =
                scores.filter("score = 'entropy_nats' and sink = 'with' and layer = 1 and head = 2")
                        .first();
        assertThat(row.<Double>getAs("value"))
                .isEqualTo(expected.scores().getFirst().value()[1][2]);
        Dataset<Row> documents = spark.read().parquet(out.resolve("per_document").toString());
        assertThat(documents.count()).isEqualTo(8L * expected.text().documents());
        double mean =
                documents
                        .filter("layer = 1 and head = 2")
                        .selectExpr("avg(entropy_nats)")
                        .first()
                        .getDouble(0);
        assertThat(mean)
                .isCloseTo(
                        expected.scores().getFirst().value()[1][2],
                        org.assertj.core.api.Assertions.within(1e-12));
        spark.stop();
    }

    @Test
    void whatAClusterCannotKeepIsRefused() {
        AnalysisOptions first =
                new AnalysisOptions(
                        0, 5, 0, 42, 1, true, List.of(), List.of(), 20, "file", Map.of(), "");
        assertThatThrownBy(() -> there(model, TestText.names(text), first, cluster(2, 0, 0)))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("there is no first");
        assertThatThrownBy(
                        () ->
                                there(
                                        model,
                                        List.of(folder.resolve("none").toString()),
                                        options(Split.FILE, 20),
                                        cluster(2, 0, 0)))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("does not exist");
    }
}
