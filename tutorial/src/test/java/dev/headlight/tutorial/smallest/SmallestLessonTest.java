package dev.headlight.tutorial.smallest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.headlight.engine.Workers;
import dev.headlight.model.training.Parameter;
import dev.headlight.text.UsageException;
import dev.headlight.tutorial.digits.DigitFiles;
import dev.headlight.tutorial.digits.Sum;
import dev.headlight.tutorial.digits.SumFormat;
import dev.headlight.tutorial.digits.SumTraining;
import dev.headlight.tutorial.lesson.Block;
import dev.headlight.tutorial.lesson.Block.Exercise;
import dev.headlight.tutorial.lesson.Block.Matrices;
import dev.headlight.tutorial.lesson.Block.Question;
import dev.headlight.tutorial.lesson.Block.Table;
import dev.headlight.tutorial.lesson.Grid;
import dev.headlight.tutorial.terminal.LessonPrinter;
import dev.headlight.tutorial.terminal.Screen;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What lesson 10 prints, against the model by its definition. */
class SmallestLessonTest {

    private static final SumFormat FORMAT = SmallestAdder.FORMAT;
    private static final List<Block> BLOCKS = new SmallestLesson().write();

    private static List<Block> all(List<Block> blocks) {
        List<Block> all = new ArrayList<>();
        for (Block block : blocks) {
            all.add(block);
            if (block instanceof Question question) {
                all.addAll(all(question.answer()));
            }
        }
        return all;
    }

    private static Table table(String caption) {
        return all(BLOCKS).stream()
                .filter(b -> b instanceof Table t && t.caption().contains(caption))
                .map(Table.class::cast)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void everyWeightIsShownOnOneScreen() {
        List<Block> matrices = BLOCKS.stream().filter(Matrices.class::isInstance).toList();
        List<Double> shown = new ArrayList<>();
        for (Block block : matrices) {
            for (Grid grid : ((Matrices) block).grids()) {
                Arrays.stream(grid.values()).flatMapToDouble(Arrays::stream).forEach(shown::add);
            }
        }
        List<Double> weights = new ArrayList<>();
        for (Parameter p : SmallestAdder.parameters().all()) {
            for (float x : p.values()) {
                weights.add((double) x);
            }
        }
        assertThat(shown).containsExactlyInAnyOrderElementsOf(weights);
        var bytes = new ByteArrayOutputStream();
        new LessonPrinter(
                        new PrintStream(bytes, true, StandardCharsets.UTF_8),
                        new Screen(80, false, true),
                        LessonPrinter.Pause.NONE)
                .print(matrices);
        String text = bytes.toString(StandardCharsets.UTF_8);
        assertThat(text.lines().count()).isLessThan(50);
        assertThat(text.lines().mapToInt(String::length).max().orElseThrow())
                .isLessThanOrEqualTo(80);
    }

    @Test
    void theTablesOfRightAndWrongAreTheSumsAskedByTheDefinition() {
        NaiveAdder naive = new NaiveAdder(SmallestAdder.parameters());
        int right = 0;
        List<Sum> chains = HeldOutSums.chains(FORMAT);
        for (Sum sum : chains) {
            right += exact(naive, sum) ? 1 : 0;
        }
        List<List<String>> rows = table("").rows();
        assertThat(rows.get(2)).contains("440", Integer.toString(right));
        long asked = 0;
        for (List<String> row : table("longest chain of").rows()) {
            asked += number(row.get(1));
            assertThat(number(row.get(2)) + number(row.get(3))).isEqualTo(number(row.get(1)));
        }
        assertThat(asked).isEqualTo(2L * SmallestLesson.ASKED + 440);
    }

    private static boolean exact(NaiveAdder naive, Sum sum) {
        int[] ids = FORMAT.ids(sum);
        double[][] logits = naive.pass(ids).logits();
        for (int t = FORMAT.questionTokens() - 1; t < ids.length - 1; t++) {
            for (int id = 0; id < logits[t].length; id++) {
                if (id != ids[t + 1] && logits[t][id] >= logits[t][ids[t + 1]]) {
                    return false;
                }
            }
        }
        return true;
    }

    private static long number(String text) {
        return Long.parseLong(text.replace(",", ""));
    }

    @Test
    void whatTheHeadsReadIsTheDefinitions() {
        NaiveAdder naive = new NaiveAdder(SmallestAdder.parameters());
        double[][] expected = new double[2][3];
        List<Sum> sums = HeldOutSums.random(FORMAT, SmallestLesson.LOOKED_AT);
        for (Sum sum : sums) {
            double[][][] attention = naive.pass(FORMAT.ids(sum)).attention();
            for (int h = 0; h < 2; h++) {
                for (int place = 1; place < 9; place++) {
                    double[] row = attention[h][21 + place]; // reads the digit of place - 1
                    expected[h][0] += (row[place] + row[11 + place]) / 8 / sums.size();
                    expected[h][1] += (row[place - 1] + row[10 + place]) / 8 / sums.size();
                    expected[h][2] += (row[place + 1] + row[12 + place]) / 8 / sums.size();
                }
            }
        }
        List<List<String>> rows = table("Mean attention").rows();
        for (int h = 0; h < 2; h++) {
            for (int i = 0; i < 3; i++) {
                double said = Double.parseDouble(rows.get(h).get(1 + i).replace("%", ""));
                assertThat(said).isCloseTo(100 * expected[h][i], within(0.06));
            }
        }
        // What the two come to at number 0 of the token: digits times W_v, times W_o, times half of
        // that attention.
        double[] growth = new double[3];
        for (int h = 0; h < 2; h++) {
            double slope = naive.slope(h, 0);
            for (int i = 0; i < 3; i++) {
                growth[i] += expected[h][i] / 2 * slope;
            }
        }
        List<List<String>> table =
                all(BLOCKS).stream()
                        .filter(b -> b instanceof Table t && t.columns().contains("own column = 1"))
                        .map(b -> ((Table) b).rows())
                        .findFirst()
                        .orElseThrow();
        for (int i = 0; i < 3; i++) {
            assertThat(Double.parseDouble(table.get(i).get(1))).isCloseTo(growth[i], within(1e-4));
        }
        assertThat(growth[1] / growth[0]).isCloseTo(0.1, within(0.01)); // "a tenth"
        assertThat(growth[2] / growth[0]).isCloseTo(0, within(0.01)); // "cancels"
    }

    @Test
    void theDigitsStandOnARingInTheirOrder() {
        float[] e = SmallestAdder.parameters().all().get(0).values();
        double[] centre = new double[2];
        for (int d = 0; d < 10; d++) {
            centre[0] += e[4 * d + 1] / 10;
            centre[1] += e[4 * d + 3] / 10;
        }
        for (int d = 0; d < 10; d++) {
            int next = (d + 1) % 10;
            double turn =
                    Math.atan2(e[4 * next + 3] - centre[1], e[4 * next + 1] - centre[0])
                            - Math.atan2(e[4 * d + 3] - centre[1], e[4 * d + 1] - centre[0]);
            double degrees = (Math.toDegrees(turn) + 720) % 360;
            assertThat(degrees).as("from %d to %d", d, next).isBetween(24.0, 48.0);
        }
    }

    private static Exercise exercise(String id) {
        return BLOCKS.stream()
                .filter(b -> b instanceof Exercise e && e.id().equals(id))
                .map(Exercise.class::cast)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aNumberIsSparedOrNot() {
        Exercise exercise = exercise("10.1");
        assertThat(exercise.check().check(List.of("embedding.weight", "0")).met()).isFalse();
        assertThatThrownBy(() -> exercise.check().check(List.of("embedding.weight", "48")))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("names no number");
    }

    @Test
    void aModelOfTheReadersIsAsked(@TempDir Path folder) {
        Exercise exercise = exercise("10.2");
        assertThatThrownBy(() -> exercise.check().check(List.of(folder + "/none")))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("is no folder");
        try (Workers workers = new Workers(1)) {
            SumTraining training =
                    SmallestAdder.training(SmallestAdder.plan(5, 1).with("steps", "2"), workers);
            training.train(r -> {});
            DigitFiles.write(
                    folder,
                    FORMAT,
                    training.plan(),
                    256,
                    HeldOutSums.random(FORMAT, 10),
                    training.parameters(),
                    training.examine(HeldOutSums.chains(FORMAT)),
                    "headlight tutorial train --digits 10 --steps 2");
        }
        assertThat(exercise.check().check(List.of(folder.toString())).met()).isFalse();
    }
}
