package dev.headlight.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headlight.analysis.results.HeadAddress;
import dev.headlight.model.wired.WiredModel;
import dev.headlight.text.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class AblateTest {

    private static final int VOCAB = 20;

    @TempDir Path folder;

    private CommandLineRun ablate(Object... more) throws IOException {
        List<Object> words =
                new ArrayList<>(
                        List.of(
                                "ablate",
                                SmallModels.GPT2,
                                "--text",
                                SmallModels.ids(folder, 6, 12, VOCAB),
                                "--quiet"));
        words.addAll(List.of(more));
        return CommandLineRun.of(words.toArray());
    }

    @Test
    void aTableOfEachHeadAndAllOfThem() throws IOException {
        CommandLineRun run = ablate("--heads", "0.0,1.1");
        assertThat(run.err()).isEmpty();
        assertThat(run.code()).isZero();
        assertThat(run.out().lines()).allSatisfy(l -> assertThat(l.length()).isLessThan(81));
        for (String name : List.of("all 2", "L0H0", "L1H1")) {
            assertThat(run.out())
                    .containsPattern("(?m)^" + name + " +text +\\d")
                    .containsPattern("(?m)^" + name + " +repeats +\\d");
        }
        assertThat(run.out()).contains("set to zero", "random heads", "6 units");
        // Once, also though an interrupt would have printed it.
        assertThat(run.out().split("change \\[95% interval]", -1)).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"zero", "mean", "uniform", "pattern"})
    void everyKindIsTheSameOnOneAndTwoThreads(String kind) throws IOException {
        JsonNode one = json(ablate("--heads", "0", "--kind", kind, "--json", "--threads", "1"));
        JsonNode two = json(ablate("--heads", "0", "--kind", kind, "--json", "--threads", "2"));
        assertThat(one.get("ablations")).isNotEmpty().isEqualTo(two.get("ablations"));
        assertThat(one.get("ablations").get(0).get("kind").stringValue()).isEqualTo(kind);
    }

    @Test
    void whatHappenedToEachTokenGoesIntoTheFile() throws IOException {
        Path out = folder.resolve("deep/ablation.json");
        CommandLineRun run = ablate("--heads", "1.0", "--out", out);
        assertThat(run.code()).isZero();
        JsonNode file = JsonMapper.shared().readTree(Files.readString(out));
        JsonNode effect = file.get("tokens").get(0);
        assertThat(effect.get("delta")).hasSameSizeAs(effect.get("tokens"));
        assertThat(ablate("--heads", "1.0", "--out", out).sentence()).contains("exists already");
    }

    @Test
    void whatIsWrongIsOneSentence() throws IOException {
        assertThat(ablate("--heads", "7.0").sentence())
                .contains("7.0")
                .contains("does not exist")
                .contains("layers");
        assertThat(ablate("--heads", "0.99").sentence()).contains("0.99").contains("heads a layer");
        assertThat(ablate("--heads", "al").sentence()).contains("\"al\" is no head");
        assertThat(ablate("--heads", "0.0", "--kind", "meen").sentence()).contains("mean");
        assertThat(ablate("--heads", "0.0", "--random-sets", "-1").code()).isEqualTo(Failure.USAGE);
        assertThat(ablate().code()).isEqualTo(Failure.USAGE);
        CommandLineRun both =
                CommandLineRun.of(
                        "analyze",
                        SmallModels.GPT2,
                        "--text",
                        SmallModels.ids(folder, 6, 12, VOCAB),
                        "--causal",
                        "--no-causal");
        assertThat(both.sentence()).contains("--no-causal and --causal exclude each other");
    }

    @Test
    void headsAreWrittenInSeveralWays() {
        try (var model = WiredModel.open()) {
            assertThat(HeadList.parse("--heads", "2.0-1, L1H3,1.3,2.0", model.config()))
                    .containsExactly(
                            new HeadAddress(1, 3), new HeadAddress(2, 0), new HeadAddress(2, 1));
            assertThat(HeadList.parse("--heads", "1", model.config())).hasSize(4);
            assertThat(HeadList.parse("--heads", "1.*", model.config())).hasSize(4);
            assertThat(HeadList.parse("--heads", "all", model.config()))
                    .hasSize(model.config().nLayers() * model.config().nHeads());
            for (String wrong : List.of("", "1.", ".1", "1.2.3", "-1.0", "1.3-1", "3.0", "0.4")) {
                assertThatThrownBy(() -> HeadList.parse("--heads", wrong, model.config()))
                        .isInstanceOf(UsageException.class);
            }
        }
    }

    private static JsonNode json(CommandLineRun run) {
        assertThat(run.err()).isEmpty();
        return JsonMapper.shared().readTree(run.out());
    }
}
