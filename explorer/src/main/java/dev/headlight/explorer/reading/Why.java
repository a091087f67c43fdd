package dev.headlight.explorer.reading;

import dev.headlight.engine.AttentionHook;
import dev.headlight.engine.AttentionTile;
import dev.headlight.engine.Workers;
import dev.headlight.model.ModelConfig;
import dev.headlight.model.ModelConfig.RotaryPositions;
import dev.headlight.model.RunState;
import org.jspecify.annotations.Nullable;

/**
 * Why a query reads a key: {@code s[i, j] = sum_e q[i, e] k[j, e] / sqrt(dHead)}, {@code A[i, j] = exp(s[i, j] - lse[i])}.
 *
 * @param query the rotated query, [dHead]
 * @param key the rotated key, [dHead]
 * @param products {@code q[e] k[e] / sqrt(dHead)}, which add up to the score
 * @param score {@code s[i, j]}
 * @param logSumExp {@code ln sum_j exp s[i, j]} of the query's row
 * @param weight {@code A[i, j]}
 * @param rank how many keys of the row weigh more
 * @param content where positions are rotary: the score that the two would have at one place, distance 0; the rest of the
 *     score is what their distance does. Null with learned positions, which enter the stream with the token and cannot be
 *     told from it exactly
 */
public record Why(
        float[] query,
        float[] key,
        float[] products,
        double score,
        double logSumExp,
        double weight,
        int rank,
        @Nullable Double content) {

    /** Asks a reading. */
    public static Why of(
            Reading reading, Head head, int query, int key, Workers workers, Stop stop) {
        ModelConfig config = reading.transformer().config();
        RunState state = new RunState(config, reading.length());
        Row row = new Row(head.head(), query, key);
        reading.attend(head.layer(), state, workers, stop.checking(row));
        int d = config.dHead();
        int kvHead = head.head() / (config.nHeads() / config.nKvHeads());
        float[] q = part(state.query(), (query * config.nHeads() + head.head()) * d, d);
        float[] k = part(state.key(head.layer()), (key * config.nKvHeads() + kvHead) * d, d);
        float[] products = new float[d];
        double score = 0;
        for (int e = 0; e < d; e++) {
            double product = (double) q[e] * k[e] / Math.sqrt(d);
            products[e] = (float) product;
            score += product;
        }
        Double content =
                config.positions() instanceof RotaryPositions rotary
                        ? content(q, query, k, key, rotary)
                        : null;
        return new Why(q, k, products, score, row.logSumExp, row.weight, row.rank, content);
    }

    private static float[] part(float[] all, int from, int length) {
        float[] part = new float[length];
        System.arraycopy(all, from, part, 0, length);
        return part;
    }

    /** The score with the key turned from its own place to the query's. */
    private static double content(
            float[] q, int query, float[] k, int key, RotaryPositions rotary) {
        int half = rotary.dims() / 2;
        double sum = 0;
        for (int p = 0; p < half; p++) {
            int a = rotary.interleaved() ? 2 * p : p;
            int b = rotary.interleaved() ? 2 * p + 1 : p + half;
            double angle = (query - key) * (double) rotary.inverseFrequencies()[p];
            double cos = Math.cos(angle);
            double sin = Math.sin(angle);
            sum += q[a] * (k[a] * cos - k[b] * sin) + q[b] * (k[a] * sin + k[b] * cos);
        }
        for (int e = rotary.dims(); e < q.length; e++) {
            sum += (double) q[e] * k[e];
        }
        return sum / Math.sqrt(q.length);
    }

    /** Sees one row of one head. */
    private static final class Row implements AttentionHook {
        private final int head;
        private final int query;
        private final int key;
        private double logSumExp;
        private double weight;
        private int rank;

        Row(int head, int query, int key) {
            this.head = head;
            this.query = query;
            this.key = key;
        }

        @Override
        public Rows open(int layer, int ofHead, int range, int firstRow, int endRow) {
            return ofHead == head && firstRow <= query && query < endRow ? rows() : Stop.NOTHING;
        }

        private Rows rows() {
            return new Rows() {
                @Override
                public void accept(AttentionTile tile) {
                    int r = query - tile.firstRow();
                    if (r >= 0 && r < tile.rows()) {
                        see(tile, r);
                    }
                }

                @Override
                public void close() {}
            };
        }

        private void see(AttentionTile tile, int r) {
            float[] weights = tile.weights();
            int at = tile.offset(r);
            logSumExp = tile.logSumExp(r);
            weight = weights[at + key] * tile.scale(r);
            for (int j = 0; j <= query; j++) {
                rank += weights[at + j] > weights[at + key] ? 1 : 0;
            }
        }
    }
}
