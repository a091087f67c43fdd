package dev.headlight.report.arrays;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headlight.analysis.results.DocumentFigures;
import dev.headlight.analysis.results.DocumentFigures.Column;
import dev.headlight.analysis.results.DocumentFigures.Table;
import dev.headlight.analysis.results.DocumentFigures.Unit;
import dev.headlight.analysis.results.Sink;
import dev.headlight.report.SameTree;
import dev.headlight.text.InputException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PerDocumentFileTest {

    @TempDir Path folder;

    private static DocumentFigures figures() {
        return new DocumentFigures(
                2,
                3,
                42,
                table(5, new Column("alpha_0", Sink.WITH), new Column("copying", Sink.NONE)),
                table(2, new Column("induction_entry", Sink.WITHOUT)),
                new double[][] {{1, 2, 3}, {4, 5, Double.NaN}, {7, 8, 9}, {0, 0, 0}, {1, 1, 1}},
                7);
    }

    private static Table table(int units, Column... columns) {
        SplittableRandom random = new SplittableRandom(units);
        Unit[] who = new Unit[units];
        float[][][] values = new float[units][columns.length][6];
        for (int n = 0; n < units; n++) {
            who[n] = new Unit("ü \"doc\",\n" + n, "fp" + n, 10 * n);
            for (float[] column : values[n]) {
                for (int i = 0; i < 6; i++) {
                    column[i] = i == n ? Float.NaN : (float) random.nextDouble();
                }
            }
        }
        return new Table(List.of(who), List.of(columns), values);
    }

    private static byte[] bytes() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PerDocumentFile.write(figures(), out);
        return out.toByteArray();
    }

    @Test
    void whatIsReadBackEqualsWhatWasWritten() throws IOException {
        byte[] bytes = bytes();
        assertThat(bytes).isEqualTo(bytes());
        Files.write(folder.resolve(PerDocumentFile.NAME), bytes);
        DocumentFigures back = PerDocumentFile.read(folder);
        assertThat(SameTree.difference("figures", figures(), back)).isEmpty();
    }

    /** Numpy's header: its length is told, and header and all before it fill whole blocks of 64 bytes. */
    @Test
    void arraysHaveNumpysHeader() {
        byte[] header = NpyArray.header(12, 3, 30, 9);
        assertThat(header.length % 64).isZero();
        assertThat(header).startsWith(0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0);
        assertThat((header[8] & 0xff) | (header[9] & 0xff) << 8).isEqualTo(header.length - 10);
        assertThat(new String(header, 10, header.length - 10, StandardCharsets.US_ASCII))
                .startsWith("{'descr': '<f4', 'fortran_order': False, 'shape': (12, 3, 30, 9), }")
                .endsWith(" \n");
    }

    @Test
    void anAbsentFileSaysWhatToDo() {
        assertThatThrownBy(() -> PerDocumentFile.read(folder))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("run its analysis again");
    }

    @Test
    void anyCutOrChangedByteIsAnInputExceptionOrReadsTheSameFigures() throws IOException {
        byte[] bytes = bytes();
        Path file = folder.resolve(PerDocumentFile.NAME);
        for (int length = 0; length < bytes.length - 400; length += 23) {
            Files.write(file, Arrays.copyOf(bytes, length));
            assertThatThrownBy(() -> PerDocumentFile.read(folder))
                    .as("cut at " + length)
                    .isInstanceOf(InputException.class)
                    .hasMessageContaining("damaged");
        }
        SplittableRandom random = new SplittableRandom(8);
        for (int trial = 0; trial < 200; trial++) {
            byte[] changed = bytes.clone();
            changed[random.nextInt(changed.length)] ^= (byte) (1 << random.nextInt(8));
            Files.write(file, changed);
            try {
                PerDocumentFile.read(folder);
            } catch (InputException e) {
                assertThat(e.getMessage()).contains(PerDocumentFile.NAME);
            }
        }
    }
}
