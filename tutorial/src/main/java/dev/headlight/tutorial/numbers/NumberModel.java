package dev.headlight.tutorial.numbers;

import dev.headlight.engine.Workers;
import dev.headlight.model.ModelConfig;
import dev.headlight.model.Transformer;
import dev.headlight.model.training.Parameters;
import dev.headlight.training.Presets;
import dev.headlight.training.Trainer;
import dev.headlight.training.TrainingPlan;
import java.util.ArrayList;
import java.util.List;

/** The model of lesson 8: trained in seconds, a function of its seed. */
public final class NumberModel {

    private static final double HELD_OUT = 0.2;
    private static final int REPORTS = 8;

    /**
     * How far the training is.
     *
     * @param learned on some of the pairs that it learns from
     * @param heldOut on as many that it does not
     */
    public record Report(long step, NumberScore learned, NumberScore heldOut) {}

    private final NumberData data;
    private final Parameters parameters;
    private final List<Report> reports = new ArrayList<>();

    private NumberModel(TrainingPlan plan, Workers workers) {
        TrainingPlan checked = plan.checked();
        data = pairs(plan.seed());
        ModelConfig config = checked.modelConfig(NumberPair.VOCAB);
        parameters = Parameters.random(config, plan.seed());
        Trainer trainer = new Trainer(checked, data, parameters, workers);
        List<NumberPair> out = data.heldOut().subList(0, 1024);
        List<NumberPair> all = data.learned();
        List<NumberPair> in = new ArrayList<>();
        for (int i = 0; i < out.size(); i++) {
            in.add(all.get((int) ((long) i * all.size() / out.size())));
        }
        int every = Math.max(1, checked.steps() / REPORTS);
        while (trainer.steps() < checked.steps()) {
            trainer.step();
            if (trainer.steps() % every == 0) {
                reports.add(
                        new Report(
                                trainer.steps(),
                                NumberScore.of(parameters, in, workers),
                                NumberScore.of(parameters, out, workers)));
            }
        }
    }

    /** How it is trained. */
    public static TrainingPlan plan(long seed, int threads) {
        return Presets.SMALL
                .plan()
                .with("architecture", "gpt2")
                .with("layers", "2")
                .with("heads", "4")
                .with("dim", "64")
                .with("ff", "256")
                .with("context", Integer.toString(NumberPair.CONTEXT))
                .with("tokenizer", "words")
                .with("vocab", Integer.toString(NumberPair.VOCAB))
                .with("init", "0.1")
                .with("batch", "256")
                .with("steps", "1600")
                .with("lr", "3e-3")
                .with("beta2", "0.98")
                .with("warmup", "100")
                .with("lr-floor", "0")
                .with("weight-decay", "0.5")
                .with("seed", Long.toString(seed))
                .with("threads", Integer.toString(threads));
    }

    /** Which pairs a model of a seed learns and which are held out. */
    public static NumberData pairs(long seed) {
        return new NumberData(HELD_OUT, seed);
    }

    /** Trains one. */
    public static NumberModel train(TrainingPlan plan, Workers workers) {
        return new NumberModel(plan, workers);
    }

    public NumberData data() {
        return data;
    }

    public Parameters parameters() {
        return parameters;
    }

    public Transformer transformer() {
        return new Transformer(parameters.config(), parameters.weights());
    }

    /** What was seen on the way. */
    public List<Report> reports() {
        return List.copyOf(reports);
    }
}
