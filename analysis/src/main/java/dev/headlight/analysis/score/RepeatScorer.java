package dev.headlight.analysis.score;

import dev.headlight.analysis.tally.RepeatTally;
import dev.headlight.analysis.tally.TallyingHook;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/** Scores random repeats: {@code induction_entry}, {@code induction_mass}, and the loss by copy. */
public final class RepeatScorer {

    private final ForwardPass pass;

    public RepeatScorer(ForwardPass pass) {
        this.pass = pass;
    }

    /**
     * Scores every sequence of a plan.
     *
     * @param done told the number of each sequence when it is done
     */
    public RepeatScores score(RepeatPlan plan, IntConsumer done) {
        List<DocumentScores> units = new ArrayList<>();
        int count = plan.sequences().size();
        double[] first = new double[count];
        double[] later = new double[count];
        for (int n = 0; n < count; n++) {
            int[] ids = plan.sequences().get(n);
            int[] lossAt = IntStream.range(1, ids.length).toArray();
            RepeatTally[][] heads = new RepeatTally[pass.layers()][pass.heads()];
            float[] loss =
                    pass.run(
                            ids,
                            lossAt,
                            new TallyingHook<>(
                                    ids.length,
                                    rows -> new RepeatTally(plan.k(), plan.start()),
                                    (l, h, tally) -> heads[l][h] = tally));
            int second = plan.start() + plan.k();
            first[n] = mean(loss, 0, second - 1); // loss[p - 1] is of position p
            later[n] = mean(loss, second - 1, loss.length);
            units.add(scores("repeats-" + n, plan, ids.length, heads, loss));
            done.accept(n);
        }
        return new RepeatScores(plan, units, first, later);
    }

    private static double mean(float[] loss, int from, int to) {
        double sum = 0;
        for (int n = from; n < to; n++) {
            sum += loss[n];
        }
        return from == to ? Double.NaN : sum / (to - from);
    }

    private static DocumentScores scores(
            String id, RepeatPlan plan, int length, RepeatTally[][] heads, float[] loss) {
        int layers = heads.length;
        int nHeads = heads[0].length;
        int all = length - plan.start() - plan.k();
        float[][][] values = new float[layers][nHeads][Figure.COUNT];
        int[][][] rows = new int[layers][nHeads][Figure.COUNT];
        int[][] skipped = new int[layers][nHeads];
        float[][][] none = new float[layers][nHeads][0];
        for (int l = 0; l < layers; l++) {
            for (int h = 0; h < nHeads; h++) {
                RepeatTally tally = heads[l][h];
                int kept = tally.kept();
                float[] v = values[l][h];
                Arrays.fill(v, Float.NaN);
                v[Figure.INDUCTION_ENTRY.index()] = (float) (tally.entry() / all);
                v[Figure.INDUCTION_MASS.index()] = (float) (tally.mass() / all);
                if (kept > 0) {
                    v[Figure.INDUCTION_ENTRY_WITHOUT.index()] =
                            (float) (tally.entryWithout() / kept);
                    v[Figure.INDUCTION_MASS_WITHOUT.index()] = (float) (tally.massWithout() / kept);
                }
                rows[l][h][Figure.INDUCTION_ENTRY.index()] = all;
                rows[l][h][Figure.INDUCTION_MASS.index()] = all;
                rows[l][h][Figure.INDUCTION_ENTRY_WITHOUT.index()] = kept;
                rows[l][h][Figure.INDUCTION_MASS_WITHOUT.index()] = kept;
                skipped[l][h] = all - kept;
            }
        }
        Decay noDecay = new Decay(none, none, new int[layers][nHeads][0], null);
        return new DocumentScores(
                id,
                1,
                length,
                values,
                rows,
                skipped,
                nulls(plan, length),
                none,
                noDecay,
                noDecay,
                mean(loss, 0, loss.length),
                loss.length,
                Double.NaN,
                Double.NaN,
                Double.NaN,
                0,
                List.of(),
                HeadDivergence.NONE);
    }

    /** Uniform attention on the rows of the later copies: one key, or one for each earlier copy. */
    private static double[] nulls(RepeatPlan plan, int length) {
        double[] nulls = new double[Figure.COUNT];
        Arrays.fill(nulls, Double.NaN);
        double entry = 0;
        double mass = 0;
        double entryWithout = 0;
        double massWithout = 0;
        int from = plan.start() + plan.k();
        for (int i = from; i < length; i++) {
            int copies = (i - plan.start()) / plan.k();
            entry += 1.0 / (i + 1);
            mass += (double) copies / (i + 1);
            entryWithout += 1.0 / i;
            massWithout += (double) copies / i;
        }
        int rows = length - from;
        nulls[Figure.INDUCTION_ENTRY.index()] = entry / rows;
        nulls[Figure.INDUCTION_MASS.index()] = mass / rows;
        nulls[Figure.INDUCTION_ENTRY_WITHOUT.index()] = entryWithout / rows;
        nulls[Figure.INDUCTION_MASS_WITHOUT.index()] = massWithout / rows;
        return nulls;
    }
}
