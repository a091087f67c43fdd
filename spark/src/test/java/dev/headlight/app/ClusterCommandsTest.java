package dev.headlight.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The commands that take {@code --engine spark}, with it and without: the same figures. */
class ClusterCommandsTest {

    private static final Path GPT2 =
            Path.of(
                    System.getProperty("headlight.root"),
                    "model/src/test/resources/fixtures/gpt2-f32");

    private static final Map<String, String> SETTINGS =
            Map.of(
                    "spark.ui.enabled", "false",
                    "spark.driver.host", "127.0.0.1",
                    "spark.driver.bindAddress", "127.0.0.1");

    private static final List<String> ON_SPARK =
            List.of("--engine", "spark", "--master", "local[2]");

    @TempDir Path folder;

    @BeforeEach
    void settings() {
        SETTINGS.forEach(System::setProperty);
    }

    @AfterEach
    void forget() {
        SETTINGS.keySet().forEach(System::clearProperty);
    }

    private static CommandLineRun run(List<String> words) {
        return CommandLineRun.of(words.toArray());
    }

    private static List<String> words(Object... words) {
        return new ArrayList<>(Arrays.stream(words).map(Object::toString).toList());
    }

    private static List<String> with(List<String> words, List<String> more) {
        return Stream.concat(words.stream(), more.stream()).toList();
    }

    private static String done(List<String> words) {
        CommandLineRun ran = run(words);
        assertThat(ran.err()).isEmpty();
        assertThat(ran.code()).isZero();
        return ran.out();
    }

    /** Every figure to a relative 1e-12, every word alike, but for the time it took and the command. */
    private static int same(String where, JsonNode found, JsonNode expected) {
        assertThat(found.getNodeType()).as(where).isEqualTo(expected.getNodeType());
        int numbers = 0;
        if (expected.isObject()) {
            assertThat(List.copyOf(found.propertyNames()))
                    .as(where)
                    .isEqualTo(List.copyOf(expected.propertyNames()));
            for (String name : expected.propertyNames()) {
                if (!List.of("seconds", "command", "folder", "files").contains(name)) {
                    numbers += same(where + "." + name, found.get(name), expected.get(name));
                }
            }
        } else if (expected.isArray()) {
            assertThat(found.size()).as(where).isEqualTo(expected.size());
            for (int n = 0; n < expected.size(); n++) {
                numbers += same(where + "[" + n + "]", found.get(n), expected.get(n));
            }
        } else if (expected.isNumber()) {
            double x = expected.doubleValue();
            assertThat(found.doubleValue()).as(where).isEqualTo(x, within(1e-12 * Math.abs(x)));
            numbers = 1;
        } else {
            assertThat(found).as(where).isEqualTo(expected);
        }
        return numbers;
    }

    private static JsonNode json(String text) {
        return JsonMapper.shared().readTree(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"zero", "mean", "uniform", "pattern"})
    void ablationsOfEveryHeadAreThoseOfOneMachine(String kind) throws IOException {
        Path text = Files.writeString(folder.resolve("ids.jsonl"), ids());
        List<String> ablate =
                words("ablate", GPT2, "--text", text, "--heads", "all", "--kind", kind);
        List<String> local = with(ablate, words("--out", folder.resolve("here.json")));
        JsonNode here = json(done(with(local, List.of("--json", "--quiet"))));
        List<String> spark = with(ablate, words("--out", folder.resolve("there.json")));
        JsonNode there = json(done(with(with(spark, List.of("--json", "--quiet")), ON_SPARK)));
        assertThat(same("ablate", there, here)).isGreaterThan(50);
        // What happened to single tokens, too.
        JsonNode file = json(Files.readString(folder.resolve("there.json")));
        assertThat(file.get("tokens")).isNotEmpty();
        same("file", file, json(Files.readString(folder.resolve("here.json"))));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void tasksMayHaveManyHeadsOrFew(int partitions) throws IOException {
        Path text = Files.writeString(folder.resolve("ids.jsonl"), ids());
        List<String> ablate =
                words("ablate", GPT2, "--text", text, "--heads", "0,1.1", "--json", "--quiet");
        JsonNode there =
                json(done(with(with(ablate, words("--partitions", partitions)), ON_SPARK)));
        assertThat(same("ablate", there, json(done(ablate)))).isGreaterThan(50);
    }

    private static String ids() {
        Random random = new Random(7);
        StringBuilder lines = new StringBuilder();
        for (int d = 0; d < 8; d++) {
            String[] ids =
                    random.ints(12 + d, 0, 20).mapToObj(Integer::toString).toArray(String[]::new);
            lines.append("{\"ids\":[").append(String.join(",", ids)).append("]}\n");
        }
        return lines.toString();
    }

    @Test
    void aTimelineIsThatOfOneMachine() throws IOException {
        Path run = SmallRun.train(folder, 9);
        List<String> timeline = words("timeline", run, "--again", "--json", "--out");
        JsonNode here = json(done(with(timeline, words(folder.resolve("here")))));
        assertThat(here.get("points").size()).isGreaterThan(3);
        JsonNode there = json(done(with(with(timeline, words(folder.resolve("there"))), ON_SPARK)));
        assertThat(same("timeline", there, here)).isGreaterThan(40);
        assertThat(Files.readString(folder.resolve("there/timeline.csv")))
                .isEqualTo(Files.readString(folder.resolve("here/timeline.csv")));
    }

    @Test
    void aDamagedCheckpointIsASentence() throws IOException {
        Path run = SmallRun.train(folder, 9);
        Path last = run.resolve("checkpoints/step-00000006.safetensors");
        Files.write(last, Arrays.copyOf(Files.readAllBytes(last), 100));
        CommandLineRun ran = run(with(words("timeline", run, "--again", "--json"), ON_SPARK));
        assertThat(ran.code()).isEqualTo(Failure.INPUT);
        assertThat(ran.err()).startsWith("headlight: ").contains("step-00000006.safetensors");
        assertThat(ran.err().lines()).hasSize(1);
    }

    @Test
    void whatIsWrongIsOneSentence() throws IOException {
        Path text = Files.writeString(folder.resolve("ids.jsonl"), ids());
        List<String> ablate = words("ablate", GPT2, "--text", text, "--heads", "0.0", "--quiet");
        assertSentence(with(ablate, List.of("--partitions", "2")), 2, "add --engine spark");
        assertSentence(
                with(with(ablate, List.of("--partitions", "0")), ON_SPARK), 2, "not at least 1");
        assertSentence(with(ablate, List.of("--engine", "ray")), 2, "not one of local, spark");
        List<String> analyze =
                words("analyze", GPT2, "--text", text, "--quiet", "--out", folder.resolve("out"));
        assertSentence(
                with(with(analyze, List.of("--partitions", "0")), ON_SPARK), 2, "not at least 1");
        assertSentence(
                with(
                        with(analyze, List.of("--max-documents", "3", "--max-corrupt", "0.1")),
                        ON_SPARK),
                2,
                "--max-corrupt is for a text that the cluster reads");
        assertSentence(
                with(
                        words("analyze", GPT2, "--text", "hdfs://there/text", "--max-tokens", 9),
                        ON_SPARK),
                2,
                "leave them out for hdfs://there/text");
        assertThat(folder.resolve("out")).doesNotExist();
    }

    private static void assertSentence(List<String> words, int code, String contains) {
        CommandLineRun ran = run(words);
        assertThat(ran.err()).startsWith("headlight: ").contains(contains);
        assertThat(ran.err().lines()).hasSize(1);
        assertThat(ran.code()).isEqualTo(code);
        assertThat(ran.out()).isEmpty();
    }
}
