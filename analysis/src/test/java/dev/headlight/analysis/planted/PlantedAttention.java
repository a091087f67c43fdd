package dev.headlight.analysis.planted;

import dev.headlight.analysis.evidence.DocumentEvidence;
import dev.headlight.analysis.score.DocumentScorer;
import dev.headlight.analysis.score.DocumentScores;
import dev.headlight.analysis.score.ForwardPass;
import dev.headlight.analysis.score.LossPositions;
import dev.headlight.analysis.score.MatchedTokenSets;
import dev.headlight.analysis.score.RepeatPlan;
import dev.headlight.analysis.score.RepeatScorer;
import dev.headlight.analysis.score.ScoringOptions;
import dev.headlight.analysis.score.TokenClasses;
import dev.headlight.analysis.score.Window;
import dev.headlight.analysis.tally.NaiveTile;
import dev.headlight.engine.AttentionHook;
import dev.headlight.engine.Workers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import java.util.SplittableRandom;

/**
 * A pass whose heads attend as they are told, each to its pattern, and the way from there to evidence: the scorers and
 * tallies of the analysis itself.
 */
public final class PlantedAttention implements ForwardPass {

    /** Token ids of the texts: {@link #PUNCTUATION} is punctuation, the others are ordinary. */
    public static final int VOCAB = 60;

    /** Ids below it are punctuation. */
    public static final int PUNCTUATION = 4;

    private static final long GOLDEN = 0x9e3779b97f4a7c15L;

    private final Pattern[][] heads;
    private final long seed;

    /**
     * A pass of planted heads.
     *
     * @param heads [layer][head]
     */
    public PlantedAttention(Pattern[][] heads, long seed) {
        this.heads = heads;
        this.seed = seed;
    }

    @Override
    public int layers() {
        return heads.length;
    }

    @Override
    public int heads() {
        return heads[0].length;
    }

    @Override
    public float[] run(int[] ids, int[] lossAt, AttentionHook hook) {
        for (int l = 0; l < layers(); l++) {
            for (int h = 0; h < heads(); h++) {
                long key = seed + GOLDEN * (Arrays.hashCode(ids) + 1000L * l + h);
                Random random = new Random(new SplittableRandom(key).nextLong());
                double[][] a = new double[ids.length][];
                for (int i = 0; i < ids.length; i++) {
                    a[i] = new double[i + 1];
                    heads[l][h].fill(ids, i, a[i], random);
                }
                try (AttentionHook.Rows rows = hook.open(l, h, 0, 0, ids.length)) {
                    rows.accept(NaiveTile.ofProbabilities(a));
                }
            }
        }
        float[] loss = new float[lossAt.length];
        Arrays.fill(loss, (float) Math.log(VOCAB));
        return loss;
    }

    /** Which ids are punctuation. */
    public static TokenClasses classes() {
        TokenClasses.Kind[] kinds = new TokenClasses.Kind[VOCAB];
        Arrays.setAll(
                kinds,
                id ->
                        id < PUNCTUATION
                                ? TokenClasses.Kind.PUNCTUATION
                                : TokenClasses.Kind.ORDINARY);
        return TokenClasses.of(kinds);
    }

    /** Texts of random tokens, the frequent ones many times; a quarter longer, a quarter shorter than {@code length}. */
    public static List<Window> texts(int count, int length, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Window> texts = new ArrayList<>();
        for (int n = 0; n < count; n++) {
            int[] ids = new int[random.nextInt(3 * length / 4, 5 * length / 4)];
            // The square makes small ids frequent.
            Arrays.setAll(ids, i -> (int) (VOCAB * Math.pow(random.nextDouble(), 2)));
            texts.add(new Window("d" + n, 0, ids, false));
        }
        return texts;
    }

    /** The evidence of the planted heads on texts and on random repeats; {@code k} tokens, twice. */
    public DocumentEvidence evidence(
            List<Window> texts, int k, int sequences, int replicates, Workers workers) {
        int longest = texts.stream().mapToInt(w -> w.ids().length).max().orElseThrow();
        long[] counts = new long[VOCAB];
        texts.forEach(w -> Arrays.stream(w.ids()).forEach(id -> counts[id]++));
        ScoringOptions options =
                ScoringOptions.of(
                        classes(),
                        MatchedTokenSets.draw(classes(), counts, OptionalInt.empty(), 8, seed),
                        longest,
                        LossPositions.forLength(longest, 1).every(),
                        seed);
        DocumentScorer scorer = new DocumentScorer(this, options);
        List<DocumentScores> documents =
                texts.stream().map(w -> scorer.score(w.document(), List.of(w))).toList();
        RepeatPlan plan = RepeatPlan.draw(VOCAB, null, 2 * k, k, 2, sequences, seed);
        return new DocumentEvidence(
                "document",
                documents,
                new RepeatScorer(this).score(plan, n -> {}).sequences(),
                longest,
                seed,
                replicates,
                workers);
    }
}
