package dev.headlight.tutorial.lab;

import dev.headlight.training.optimizer.AdamW;
import dev.headlight.tutorial.adding.EightSteps;
import dev.headlight.tutorial.adding.HeadWeights;
import dev.headlight.tutorial.lesson.Block;
import dev.headlight.tutorial.lesson.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** One head to operate on the page. */
public final class HeadLabs {

    /** Adam as lesson 2 trains with it, at a constant rate that the reader can change. */
    public static final AdamW.Settings ADAM = new AdamW.Settings(0.02, 0.9, 0.99, 1e-8, 0);

    /** The training's numbers are all whole ones from {@code -FAR} to {@code FAR}. */
    public static final int FAR = 5;

    private static final int MOST_STEPS = 3_000;
    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .enable(
                            SerializationFeature
                                    .ORDER_MAP_ENTRIES_BY_KEYS) // the same page each time
                    .build();

    private HeadLabs() {}

    /** Lesson 1's eight steps, beginning with a head one wide. */
    public static Block eightSteps(EightSteps begin) {
        HeadWeights w = begin.weights();
        return new Block.Lab(
                "eight-steps",
                "Try it: change the numbers and the weights",
                Words.of(
                        "Guess first, then reveal. What you have revealed follows as you move a slider. Try"
                                + " {q|W_q} = 0, a negative {k|W_k}, and a wide head with and without the scale."),
                JSON.writeValueAsString(
                        Map.of(
                                "x",
                                begin.x(),
                                "q",
                                w.q()[0],
                                "k",
                                w.k()[0],
                                "v",
                                w.v()[0],
                                "d",
                                1,
                                "scaled",
                                begin.scaled())));
    }

    /** Lesson 2's training, a step at a time, on the exact map of its loss. */
    public static Block training(List<HeadWeights> starts) {
        List<float[]> weights = new ArrayList<>();
        starts.forEach(s -> weights.add(new float[] {s.q()[0], s.k()[0], s.v()[0]}));
        return new Block.Lab(
                "training",
                "Train it yourself",
                Words.of(
                        "Each step moves the three weights against their slopes, by Adam, over all "
                                + (2 * FAR + 1) * (2 * FAR + 1)
                                + " pairs of whole numbers from "
                                + -FAR
                                + " to "
                                + FAR
                                + ": the very loss that the map shows. Before you play, say where the point will end."),
                JSON.writeValueAsString(
                        Map.of(
                                "far",
                                FAR,
                                "starts",
                                weights,
                                "most",
                                MOST_STEPS,
                                "adam",
                                Map.of(
                                        "rate", ADAM.learningRate(),
                                        "beta1", ADAM.beta1(),
                                        "beta2", ADAM.beta2(),
                                        "epsilon", ADAM.epsilon()),
                                "map",
                                Map.of(
                                        "far", 0.8, "columns", 81, "least", -1, "most", 3, "rows",
                                        61, "ground", 0.1))));
    }
}
