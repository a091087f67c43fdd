package dev.headlight.training.optimizer;

import dev.headlight.model.training.Parameter;
import dev.headlight.model.training.Parameter.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Steps of PyTorch's optimizers; {@code make_optimizer_fixtures.py} makes them. */
record OptimizerFixture(JsonNode json) {

    static OptimizerFixture read() throws IOException {
        try (InputStream in =
                Objects.requireNonNull(
                        OptimizerFixture.class.getResourceAsStream("/fixtures/optimizers.json"))) {
            return new OptimizerFixture(new JsonMapper().readTree(in));
        }
    }

    List<Parameter> parameters() {
        List<Parameter> parameters = new ArrayList<>();
        for (JsonNode p : json.get("parameters")) {
            Parameter parameter =
                    Parameter.zeros(
                            p.get("name").stringValue(),
                            Kind.valueOf(p.get("kind").stringValue()),
                            p.get("rows").intValue(),
                            p.get("cols").intValue());
            copy(floats(p.get("values")), parameter.values());
            parameters.add(parameter);
        }
        return parameters;
    }

    int steps() {
        return json.get("factors").size();
    }

    double factor(int step) {
        return json.get("factors").get(step).doubleValue();
    }

    void setGradients(List<Parameter> parameters, int step) {
        for (int i = 0; i < parameters.size(); i++) {
            JsonNode p = json.get("parameters").get(i);
            copy(floats(p.get("gradients").get(step)), parameters.get(i).gradient());
        }
    }

    /** @param field {@code afterAdamW} or {@code afterMuon} */
    float[] after(String field, int parameter, int step) {
        return floats(json.get("parameters").get(parameter).get(field).get(step));
    }

    AdamW.Settings adamW() {
        JsonNode a = json.get("adamw");
        return new AdamW.Settings(
                a.get("learningRate").doubleValue(),
                a.get("beta1").doubleValue(),
                a.get("beta2").doubleValue(),
                a.get("epsilon").doubleValue(),
                a.get("weightDecay").doubleValue());
    }

    Muon.Settings muon() {
        JsonNode m = json.get("muon");
        return new Muon.Settings(
                m.get("learningRate").doubleValue(),
                m.get("momentum").doubleValue(),
                m.get("weightDecay").doubleValue());
    }

    private static void copy(float[] from, float[] to) {
        System.arraycopy(from, 0, to, 0, to.length);
    }

    static float[] floats(JsonNode packed) {
        byte[] bytes = Base64.getDecoder().decode(packed.stringValue());
        float[] floats = new float[bytes.length / Float.BYTES];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(floats);
        return floats;
    }
}
