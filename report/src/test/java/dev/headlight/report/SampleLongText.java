package dev.headlight.report;

import dev.headlight.analysis.results.PatternFactors;
import dev.headlight.analysis.results.PatternWindow;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** A long text of which a few heads are kept as queries and keys: each query looks for the key before it, and for key 0. */
final class SampleLongText {

    private SampleLongText() {}

    /**
     * @param heads [n][2] layer and head of each
     */
    static PatternWindow of(int tokens, int dHead, int[][] heads) {
        SplittableRandom random = new SplittableRandom(11);
        List<PatternWindow.Head> kept = new ArrayList<>();
        for (int[] head : heads) {
            kept.add(
                    new PatternWindow.Head(
                            head[0],
                            head[1],
                            new float[0][],
                            norms(tokens, random),
                            factors(tokens, dHead, random)));
        }
        List<String> text =
                IntStream.range(0, tokens).mapToObj(i -> i == 0 ? "<s>" : " word").toList();
        return new PatternWindow("doc-long", text, kept);
    }

    /** Lengths of values, that of key 0 short. */
    static float[] norms(int tokens, SplittableRandom random) {
        float[] norms = new float[tokens];
        for (int j = 0; j < tokens; j++) {
            norms[j] = (float) (j == 0 ? 0.1 : 1 + 2 * random.nextDouble());
        }
        return norms;
    }

    private static PatternFactors factors(int tokens, int dHead, SplittableRandom random) {
        short[] key = new short[tokens * dHead];
        short[] query = new short[tokens * dHead];
        float[] queryScale = new float[tokens];
        float[] keyScale = new float[tokens];
        for (int n = 0; n < key.length; n++) {
            key[n] = (short) random.nextInt(-32767, 32768);
            int before = n < dHead ? n : n - dHead;
            query[n] = (short) (key[before] / 2 + key[n % dHead] / 4 + random.nextInt(-8000, 8000));
        }
        for (int i = 0; i < tokens; i++) {
            queryScale[i] = (float) (4e-5 / Math.sqrt(dHead));
            keyScale[i] = (float) (1e-4 * (0.8 + 0.4 * random.nextDouble()));
        }
        float[] logSumExp = new float[tokens];
        for (int i = 0; i < tokens; i++) {
            double sum = 0;
            for (int j = 0; j <= i; j++) {
                double s = 0;
                for (int e = 0; e < dHead; e++) {
                    s += query[i * dHead + e] * key[j * dHead + e];
                }
                sum += Math.exp(s * queryScale[i] * keyScale[j]);
            }
            logSumExp[i] = (float) Math.log(sum);
        }
        return new PatternFactors(dHead, queryScale, query, keyScale, key, logSumExp, 2.5e-5);
    }
}
