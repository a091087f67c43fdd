package dev.headlight.tutorial.digits;

import dev.headlight.engine.Workers;
import dev.headlight.model.ModelConfig;
import dev.headlight.model.RunState;
import dev.headlight.model.Sampler;
import dev.headlight.model.Transformer;
import dev.headlight.model.intervention.AttentionPattern;
import dev.headlight.model.intervention.IntervenedPass;
import dev.headlight.model.intervention.Intervention;
import dev.headlight.model.intervention.Interventions;
import dev.headlight.model.intervention.RecordedPatterns;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/**
 * Experiments with the heads of a model on some sums. The model's clean runs of all sums are recorded first; of them
 * come the patterns and outputs that stand in.
 */
public final class Laboratory {

    /** Sums that one task runs. */
    private static final int CHUNK = 32;

    private final DigitModel model;
    private final List<Sum> sums;
    private final Workers workers;
    private final List<int[]> inputs; // each [context]
    private final List<RecordedPatterns> clean = new ArrayList<>(); // a sum's each
    private final double[][][]
            outputs; // [nLayers][T, nHeads, dHead] summed over the sums, then mean
    private final Score untouched;
    private final Map<Asked, Score> scores = new HashMap<>();

    private record Asked(HeadExperiment experiment, List<Integer> heads) {}

    public Laboratory(DigitModel model, List<Sum> sums, Workers workers) {
        this.model = model;
        this.sums = List.copyOf(sums);
        this.workers = workers;
        ModelConfig config = model.config();
        int T = model.format().context();
        inputs = sums.stream().map(s -> Arrays.copyOf(model.format().ids(s), T)).toList();
        outputs = new double[config.nLayers()][][];
        for (int l = 0; l < config.nLayers(); l++) {
            outputs[l] = new double[T][config.nHeads() * config.dHead()];
        }
        record();
        untouched = score(Interventions.NONE);
    }

    private void record() {
        ModelConfig config = model.config();
        Transformer transformer = model.transformer();
        int T = model.format().context();
        int width = config.nHeads() * config.dHead();
        RunState state = new RunState(config, T);
        for (int[] tokens : inputs) {
            var patterns = new RecordedPatterns(config, T);
            transformer.embed(tokens, state);
            for (int l = 0; l < config.nLayers(); l++) {
                transformer.attend(l, state, workers, patterns);
                for (int i = 0; i < T * width; i++) {
                    outputs[l][i / width][i % width] += state.attended()[i] / inputs.size();
                }
                transformer.addAttention(l, state, workers);
                transformer.addFeedForward(l, state, workers);
            }
            clean.add(patterns);
        }
    }

    /** The sums that are asked. */
    public List<Sum> sums() {
        return sums;
    }

    /** The model as it is. */
    public Score untouched() {
        return untouched;
    }

    /** The attention of one of the sums. */
    public RecordedPatterns patterns(int sum) {
        return clean.get(sum);
    }

    /** One head of the first layer changed, the others as they are. */
    public Score one(HeadExperiment experiment, int head) {
        return score(experiment, new int[] {head});
    }

    /** All heads of the first layer changed. */
    public Score all(HeadExperiment experiment) {
        int[] heads = new int[model.config().nHeads()];
        Arrays.setAll(heads, h -> h);
        return score(experiment, heads);
    }

    /** The model with these heads of its first layer changed; the sums are run once for each such question. */
    public Score score(HeadExperiment experiment, int[] heads) {
        List<Integer> changed = Arrays.stream(heads).boxed().toList();
        return scores.computeIfAbsent(new Asked(experiment, changed), a -> run(experiment, heads));
    }

    private Score run(HeadExperiment experiment, int[] heads) {
        return switch (experiment) {
            case UNIFORM -> same(heads, h -> pattern(AttentionPattern.UNIFORM));
            case MEAN_PATTERN -> same(heads, h -> pattern(RecordedPatterns.mean(clean, 0, h)));
            case SWAPPED_PATTERN ->
                    score(
                            i -> {
                                Interventions all = Interventions.NONE;
                                for (int h : heads) {
                                    all = all.with(0, h, pattern(other(i).pattern(0, h)));
                                }
                                return all;
                            });
            case MEAN_OUTPUT -> same(heads, this::meanOutput);
            case ZERO -> same(heads, h -> new Intervention.Zero());
        };
    }

    /** The sum half the list away: drawn at random as all are, and never the same. */
    private RecordedPatterns other(int sum) {
        return clean.get((sum + clean.size() / 2) % clean.size());
    }

    private static Intervention pattern(AttentionPattern pattern) {
        return new Intervention.Pattern(pattern);
    }

    private Intervention meanOutput(int head) {
        int d = model.config().dHead();
        float[][] rows = new float[model.format().context()][d];
        for (int t = 0; t < rows.length; t++) {
            for (int e = 0; e < d; e++) {
                rows[t][e] = (float) outputs[0][t][head * d + e];
            }
        }
        return new Intervention.Outputs(rows);
    }

    private Score same(int[] heads, IntFunction<Intervention> change) {
        Interventions all = Interventions.NONE;
        for (int h : heads) {
            all = all.with(0, h, change.apply(h));
        }
        return score(all);
    }

    private Score score(Interventions interventions) {
        return score(i -> interventions);
    }

    /** Runs every sum under its own interventions. */
    private Score score(IntFunction<Interventions> interventions) {
        SumFormat format = model.format();
        int digits = format.answerDigits();
        int vocab = model.config().vocab();
        boolean[][] right = new boolean[sums.size()][digits];
        double[] nll = new double[sums.size()];
        workers.forEach(
                Math.ceilDiv(sums.size(), CHUNK),
                chunk -> {
                    RunState state = new RunState(model.config(), format.context());
                    float[] logits = new float[vocab];
                    for (int i = chunk * CHUNK;
                            i < Math.min(sums.size(), (chunk + 1) * CHUNK);
                            i++) {
                        IntervenedPass.forward(
                                model.transformer(),
                                inputs.get(i),
                                state,
                                workers,
                                null,
                                interventions.apply(i));
                        int[] ids = format.ids(sums.get(i));
                        for (int k = 0; k < digits; k++) {
                            int target = ids[format.questionTokens() + k];
                            int row = format.questionTokens() - 1 + k;
                            model.transformer().logits(state, row, logits, workers);
                            int place = format.placeOfResult(k);
                            right[i][place] = Sampler.likeliest(logits, 0, vocab) == target;
                            nll[i] -= Math.log(Answer.probability(logits, target));
                        }
                    }
                });
        return tally(right, nll);
    }

    private Score tally(boolean[][] right, double[] nll) {
        double[] places = new double[model.format().answerDigits()];
        int[] exact = new int[2]; // without carry, with
        int[] asked = new int[2];
        double loss = 0;
        for (int i = 0; i < right.length; i++) {
            boolean every = true;
            for (int p = 0; p < places.length; p++) {
                every &= right[i][p];
                places[p] += right[i][p] ? 1.0 / right.length : 0;
            }
            int carries = sums.get(i).carries() > 0 ? 1 : 0;
            asked[carries]++;
            exact[carries] += every ? 1 : 0;
            loss += nll[i] / (right.length * (double) places.length);
        }
        return new Score(
                right.length,
                (exact[0] + exact[1]) / (double) right.length,
                places,
                exact[0] / (double) asked[0],
                exact[1] / (double) asked[1],
                loss);
    }
}
