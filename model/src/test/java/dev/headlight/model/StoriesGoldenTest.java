package dev.headlight.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.headlight.engine.Workers;
import dev.headlight.model.io.ModelReader;
import dev.headlight.text.SharedData;
import java.io.IOException;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A trained Llama against the figures of a float32 PyTorch model. */
class StoriesGoldenTest {

    @ParameterizedTest
    @ValueSource(strings = {"greedy-200", "tinyshakespeare"})
    void lossesAndLogitsAgreeWithPyTorch(String text) throws IOException {
        JsonNode golden =
                new JsonMapper()
                        .readTree(SharedData.file("golden/stories260K.json"))
                        .get("texts")
                        .get(text);
        int[] ids = ints(golden.get("ids"));
        try (OpenModel model = ModelReader.open(SharedData.file("models/stories260K.bin"));
                Workers workers = new Workers(2)) {
            Transformer transformer = new Transformer(model.config(), model.weights());
            RunState state = new RunState(model.config(), ids.length);
            transformer.forward(ids, state, workers, null);

            double[] nll = new double[ids.length - 1];
            int[] all = IntStream.range(0, nll.length).toArray();
            transformer.losses(ids, state, all, nll, workers);
            assertThat(Arrays.stream(nll).average().orElseThrow())
                    .isEqualTo(golden.get("loss").doubleValue(), within(1e-6));
            double[] first = doubles(golden.get("nll_first16"));
            for (int i = 0; i < first.length; i++) {
                assertThat(nll[i]).isEqualTo(first[i], within(1e-5));
            }

            float[] logits = new float[model.config().vocab()];
            for (String row : golden.get("logits_first8").propertyNames()) {
                transformer.logits(state, Integer.parseInt(row), logits, workers);
                double[] expected = doubles(golden.get("logits_first8").get(row));
                for (int v = 0; v < expected.length; v++) {
                    assertThat((double) logits[v]).isEqualTo(expected[v], within(3e-5));
                }
                assertThat((double) logits[argmax(logits)])
                        .isEqualTo(golden.get("max_logit").get(row).doubleValue(), within(3e-5));
            }
            int[] argmax = ints(golden.get("argmax_first32"));
            for (int row = 0; row < argmax.length; row++) {
                transformer.logits(state, row, logits, workers);
                assertThat(argmax(logits)).isEqualTo(argmax[row]);
            }
        }
    }

    private static int argmax(float[] x) {
        return IntStream.range(0, x.length).reduce(0, (a, b) -> x[b] > x[a] ? b : a);
    }

    private static int[] ints(JsonNode array) {
        return IntStream.range(0, array.size()).map(i -> array.get(i).intValue()).toArray();
    }

    private static double[] doubles(JsonNode array) {
        return IntStream.range(0, array.size())
                .mapToDouble(i -> array.get(i).doubleValue())
                .toArray();
    }
}
