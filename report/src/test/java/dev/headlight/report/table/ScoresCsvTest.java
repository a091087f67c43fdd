package dev.headlight.report.table;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headlight.analysis.results.AnalysisResults;
import dev.headlight.analysis.results.DecayCurve;
import dev.headlight.analysis.results.ScoreMatrix;
import dev.headlight.report.SampleResults;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class ScoresCsvTest {

    private final AnalysisResults results = SampleResults.small();
    private final List<String> lines = lines();
    private final Map<String, String[]> rows = rows();

    @Test
    void theHeaderIsTheContract() {
        assertThat(lines.getFirst())
                .isEqualTo(
                        "layer,head,score,sink,value,ci_low,ci_high,null_uniform,control_init,p,q,documents,rows");
        assertThat(lines.getLast()).isNotEmpty();
    }

    @Test
    void everyFigureOfEveryMatrixStandsInItUnchanged() {
        int missing = 0;
        for (ScoreMatrix m : results.scores()) {
            for (int l = 0; l < m.value().length; l++) {
                for (int h = 0; h < m.value()[l].length; h++) {
                    String[] row = row(l + "," + h + "," + m.score() + "," + m.sink().text());
                    assertThat(row).hasSize(13);
                    double[] figures = {
                        m.value()[l][h],
                        m.low()[l][h],
                        m.high()[l][h],
                        m.nullUniform()[l][h],
                        m.control()[l][h],
                        m.p()[l][h],
                        m.q()[l][h]
                    };
                    for (int k = 0; k < figures.length; k++) {
                        String cell = row[4 + k];
                        if (Double.isNaN(figures[k])) {
                            assertThat(cell).isEmpty();
                            missing++;
                        } else {
                            assertThat(Double.parseDouble(cell)).isEqualTo(figures[k]);
                        }
                    }
                    assertThat(row[11]).isEqualTo(Integer.toString(m.documents()));
                    assertThat(row[12]).isEqualTo(Long.toString(m.rows()[l][h]));
                }
            }
        }
        assertThat(missing).isPositive();
    }

    @Test
    void theDecayCurveStandsInItByTheFirstDistanceOfEachBin() {
        int bins = 0;
        for (DecayCurve c : results.decay()) {
            for (int b = 0; b < c.from().length; b++) {
                String[] row = row("4,7,decay_" + c.from()[b] + "," + c.sink().text());
                double ratio = c.attention()[4][7][b] / c.uniform()[b];
                assertThat(Double.parseDouble(row[4])).isEqualTo(ratio);
                assertThat(row[7]).isEqualTo("1.0");
                assertThat(row[5] + row[6] + row[8] + row[9] + row[10] + row[11]).isEmpty();
                assertThat(row[12]).isEqualTo(Long.toString(c.rows()[b]));
                bins++;
            }
        }
        int heads = 5 * 8;
        assertThat(lines).hasSize(1 + heads * (results.scores().size() + bins));
        assertThat(row("0,1,decay_167,with")[4]).isEmpty();
    }

    private String[] row(String key) {
        return Objects.requireNonNull(rows.get(key), key);
    }

    private List<String> lines() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            ScoresCsv.write(results, out);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return out.toString(StandardCharsets.UTF_8).lines().toList();
    }

    private Map<String, String[]> rows() {
        Map<String, String[]> rows = new HashMap<>();
        for (String line : lines.subList(1, lines.size())) {
            String[] cells = line.split(",", -1);
            String key = String.join(",", List.of(cells).subList(0, 4));
            assertThat(rows.put(key, cells)).as("second row for " + key).isNull();
        }
        return rows;
    }
}
