package dev.headlight.report.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headlight.analysis.results.AnalysisResults;
import dev.headlight.analysis.results.ModelScore;
import dev.headlight.report.SameTree;
import dev.headlight.report.SampleCircuits;
import dev.headlight.report.SampleResults;
import dev.headlight.report.SampleTimeline;
import dev.headlight.text.InputException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultsJsonTest {

    @TempDir Path folder;

    @Test
    void whatIsReadBackEqualsWhatWasWritten() throws IOException {
        AnalysisResults results = SampleResults.small();
        AnalysisResults back = ResultsJson.read(write(json(results)));
        assertThat(SameTree.difference("results", results, back)).isEmpty();
        assertThat(json(back)).isEqualTo(json(results));
        assertThat(back.scores().getFirst().value()[0]).contains(Double.NaN);
        assertThat(back.patterns().getFirst().tokens())
                .containsAll(
                        SampleResults.NASTY.stream().filter(t -> !t.equals("\ud83d")).toList());
    }

    @Test
    void everyDoubleSurvives() throws IOException {
        double[] values =
                DoubleStream.concat(
                                new SplittableRandom(7)
                                        .longs(3000)
                                        .mapToDouble(Double::longBitsToDouble),
                                DoubleStream.of(
                                        0,
                                        -0.0,
                                        1,
                                        -1,
                                        1e15,
                                        1e300,
                                        Double.MIN_VALUE,
                                        Double.NaN,
                                        Double.POSITIVE_INFINITY,
                                        Double.NEGATIVE_INFINITY))
                        .toArray();
        AnalysisResults results =
                SampleResults.empty(
                        Arrays.stream(values)
                                .mapToObj(v -> new ModelScore("x", v, v, v, v, 0, ""))
                                .toList());
        AnalysisResults back = ResultsJson.read(write(json(results)));
        assertThat(back.modelScores().stream().mapToDouble(ModelScore::value).toArray())
                .containsExactly(values);
    }

    @Test
    void fieldsOfLaterVersionsArePassedOver() throws IOException {
        String text = json(SampleResults.small());
        Path file =
                write(
                        text.replaceFirst(
                                "\"alerts\"", "\"laterField\" : {\"a\": [1]},\n  \"alerts\""));
        assertThat(ResultsJson.read(file).verdicts()).hasSize(6);
    }

    @Test
    void listsAndNumbersThatAnOlderFileLacksAreEmpty() throws IOException {
        String text =
                json(SampleResults.small())
                        .replaceFirst("\"alerts\"", "\"renamed\"")
                        .replaceAll("\"smallestEffect\"", "\"renamed\"");
        AnalysisResults back = ResultsJson.read(write(text));
        assertThat(back.alerts()).isEmpty();
        assertThat(back.verdicts().getFirst().smallestEffect()).isNaN();
    }

    @Test
    void aFileFromBeforeTimelinesHasNone() throws IOException {
        String text = json(SampleResults.small());
        assertThat(ResultsJson.read(write(text)).timeline()).isNotNull();
        AnalysisResults back =
                ResultsJson.read(write(text.replaceFirst("\"timeline\"", "\"renamed\"")));
        assertThat(back.timeline()).isNull();
        AnalysisResults without = SampleResults.small().withTimeline(null);
        assertThat(ResultsJson.read(write(json(without))).timeline()).isNull();
    }

    @Test
    void groupsAreReadBackAndAFileFromBeforeThemHasNone() throws IOException {
        AnalysisResults results = SampleResults.small();
        AnalysisResults back = ResultsJson.read(write(json(results)));
        assertThat(back.groups()).isNotNull();
        assertThat(SameTree.difference("groups", results.groups(), back.groups())).isEmpty();
        String older = json(results).replaceFirst("\"groups\" : \\{", "\"renamed\" : {");
        assertThat(ResultsJson.read(write(older)).groups()).isNull();
        assertThat(ResultsJson.read(write(json(results.withGroups(null)))).groups()).isNull();
    }

    @Test
    void aTimelineWithoutPhaseChangeIsReadBack() throws IOException {
        AnalysisResults flat =
                SampleResults.small().withTimeline(SampleTimeline.withoutPhaseChange(5, 8));
        AnalysisResults back = ResultsJson.read(write(json(flat)));
        assertThat(SameTree.difference("results", flat, back)).isEmpty();
        assertThat(Objects.requireNonNull(back.timeline()).phaseChange()).isNull();
    }

    @Test
    void aFileFromBeforeCircuitsHasNoneAndImportanceMayBeLeftOut() throws IOException {
        String text = json(SampleResults.small());
        assertThat(ResultsJson.read(write(text)).circuits()).isNotNull();
        AnalysisResults old =
                ResultsJson.read(write(text.replaceFirst("\"circuits\"", "\"renamed\"")));
        assertThat(old.circuits()).isNull();
        AnalysisResults without =
                SampleResults.small().withCircuits(SampleCircuits.withoutImportance(5, 8));
        AnalysisResults back = ResultsJson.read(write(json(without)));
        assertThat(SameTree.difference("results", without, back)).isEmpty();
        assertThat(Objects.requireNonNull(back.circuits()).importance()).isNull();
    }

    @Test
    void similarityAndExamplesAreReadBackAndAnOlderFileHasNone() throws IOException {
        AnalysisResults results = SampleResults.small();
        AnalysisResults back = ResultsJson.read(write(json(results)));
        assertThat(SameTree.difference("similarity", results.similarity(), back.similarity()))
                .isEmpty();
        assertThat(SameTree.difference("examples", results.examples(), back.examples())).isEmpty();
        assertThat(Objects.requireNonNull(back.similarity()).variants()).hasSize(2);
        String older =
                json(results)
                        .replaceFirst("\"similarity\"", "\"renamed\"")
                        .replaceFirst("\"examples\"", "\"renamedToo\"");
        AnalysisResults without = ResultsJson.read(write(older));
        assertThat(without.similarity()).isNull();
        assertThat(without.examples()).isNull();
    }

    @Test
    void aFileFromBeforeAblationsHasNone() throws IOException {
        String text = json(SampleResults.small());
        AnalysisResults whole = ResultsJson.read(write(text));
        assertThat(Objects.requireNonNull(whole.causes()).ablations())
                .anyMatch(a -> a.random() == null)
                .anyMatch(a -> a.random() != null);
        AnalysisResults back =
                ResultsJson.read(write(text.replaceFirst("\"causes\"", "\"renamed\"")));
        assertThat(back.causes()).isNull();
        AnalysisResults without = SampleResults.small().withCauses(null);
        assertThat(ResultsJson.read(write(json(without))).causes()).isNull();
    }

    @Test
    void anotherSchemaVersionIsRefusedWithItsPlace() throws IOException {
        String text = json(SampleResults.small()).replaceFirst("\"schema\" : 1", "\"schema\" : 99");
        Path file = write(text);
        assertThatThrownBy(() -> ResultsJson.read(file))
                .isInstanceOf(InputException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining("line 2, column 14")
                .hasMessageContaining("schema 99")
                .hasMessageContaining("reads schema 1");
    }

    @Test
    void damageIsToldWithFileLineAndColumn() throws IOException {
        String text = json(SampleResults.small());
        for (String damaged :
                List.of(
                        text.substring(0, text.length() / 2),
                        text.replaceFirst("\"seconds\" : 71.25", "\"seconds\" : 71.2.5"),
                        text.replaceFirst("\"seconds\" : 71.25", "\"seconds\" : \"long\""),
                        text.replaceFirst("\"supported\"", "\"perhaps\""),
                        text.replaceFirst("\"documents\" : 212", "\"documents\" : null"),
                        text.replaceFirst("\"rows\" : \"[^\"]*\"", "\"rows\" : \"AAAA\""),
                        text.replaceFirst("\"model\" : ", "\"nodel\" : "),
                        text + "}")) {
            Path file = write(damaged);
            assertThatThrownBy(() -> ResultsJson.read(file))
                    .isInstanceOf(InputException.class)
                    .hasMessageContaining(file.toString())
                    .hasMessageMatching("[^\\n]*, line \\d+, column \\d+: [^\\n]*");
        }
    }

    @Test
    void whatIsNoResultsFileIsRefused() throws IOException {
        for (String text : List.of("", "[]", "{}", "\u0000\u0001", "{\"schema\": \"1\"}", "12")) {
            Path file = write(text);
            assertThatThrownBy(() -> ResultsJson.read(file)).isInstanceOf(InputException.class);
        }
        assertThatThrownBy(() -> ResultsJson.read(folder.resolve("absent.json")))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("does not exist");
    }

    @Test
    void anyTruncationIsAnInputException() throws IOException {
        byte[] bytes = json(SampleResults.small()).getBytes(StandardCharsets.UTF_8);
        SplittableRandom random = new SplittableRandom(3);
        Path file = folder.resolve("cut.json");
        for (int i = 0; i < 30; i++) {
            Files.write(file, Arrays.copyOf(bytes, random.nextInt(bytes.length - 2)));
            assertThatThrownBy(() -> ResultsJson.read(file)).isInstanceOf(InputException.class);
        }
    }

    private Path write(String text) throws IOException {
        return Files.writeString(folder.resolve("results.json"), text);
    }

    private static String json(AnalysisResults results) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ResultsJson.write(results, out);
        return out.toString(StandardCharsets.UTF_8);
    }
}
