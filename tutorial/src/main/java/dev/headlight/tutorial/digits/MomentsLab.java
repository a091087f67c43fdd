package dev.headlight.tutorial.digits;

import dev.headlight.tutorial.lesson.Block;
import dev.headlight.tutorial.lesson.Words;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** A training to move over on the page: at each moment what the model got right, where it looked, how its digits lay. */
final class MomentsLab {

    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .enable(
                            SerializationFeature
                                    .ORDER_MAP_ENTRIES_BY_KEYS) // the same page each time
                    .build();

    private static final double FINENESS = 1e5; // decimals that the page is given

    private MomentsLab() {}

    /** The moments of one training, ascending. */
    static Block block(List<Moment> moments) {
        return new Block.Lab(
                "moments",
                "Watch it learn: move over the training",
                Words.of(
                        "One moment at a time: the loss, the sums that are right by their longest carry chain,"
                                + " what it answers to "
                                + Moment.EXAMPLE
                                + ", where each head looks, and how the digits lie. Before you move: what comes"
                                + " first, the right place or the right answer?"),
                JSON.writeValueAsString(document(moments)));
    }

    private static Map<String, Object> document(List<Moment> moments) {
        SumFormat format = moments.getFirst().gaze().format();
        DigitEmbedding.Plane plane = moments.getLast().digits().plane();
        List<Map<String, @Nullable Object>> all = new ArrayList<>();
        for (Moment moment : moments) {
            all.add(moment(moment, plane));
        }
        return Map.of(
                "moments", all,
                "example", Moment.EXAMPLE.toString(),
                "asked", moments.getFirst().sample().total(),
                "rows", DigitNames.written(format),
                "columns", DigitNames.inputs(format),
                "question", format.questionTokens());
    }

    private static Map<String, @Nullable Object> moment(Moment moment, DigitEmbedding.Plane plane) {
        List<@Nullable Double> chains = new ArrayList<>();
        for (int chain = 0; chain < moment.sample().asked().length; chain++) {
            chains.add(rounded(moment.sample().accuracy(chain)));
        }
        double onPlane =
                moment.digits().share(plane.first()) + moment.digits().share(plane.second());
        Answer answer = moment.example();
        String text = SumFormat.text(answer.ids());
        String said = text.substring(answer.format().questionTokens());
        Map<String, @Nullable Object> page = new LinkedHashMap<>();
        page.put("step", moment.step());
        page.put("loss", rounded(moment.loss()));
        page.put("right", rounded(moment.sample().accuracy()));
        page.put("chains", chains);
        page.put("answer", answer.value() < 0 ? said : Long.toString(answer.value()));
        page.put("answerRight", answer.right());
        page.put("heads", rounded(moment.gaze().all()));
        page.put("digits", rounded(moment.digits().on(plane)));
        page.put("onPlane", rounded(onPlane));
        return page;
    }

    private static @Nullable Double rounded(double x) {
        return Double.isNaN(x) ? null : Math.round(x * FINENESS) / FINENESS;
    }

    private static double[][] rounded(double[][] x) {
        double[][] y = new double[x.length][];
        for (int i = 0; i < x.length; i++) {
            y[i] = Arrays.stream(x[i]).map(v -> Math.round(v * FINENESS) / FINENESS).toArray();
        }
        return y;
    }

    private static List<double[][]> rounded(double[][][] x) {
        return Arrays.stream(x).map(MomentsLab::rounded).toList();
    }
}
