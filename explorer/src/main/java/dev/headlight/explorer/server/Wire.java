package dev.headlight.explorer.server;

import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/** JSON as the page reads it: a number that is not finite is null, and figures have the digits of a float. */
final class Wire {

    static final JsonMapper MAPPER =
            JsonMapper.builder()
                    .addModule(
                            new SimpleModule()
                                    .addSerializer(Double.class, new Finite())
                                    .addSerializer(double.class, new Finite())
                                    .addSerializer(double[].class, new FiniteArray())
                                    .addSerializer(float[].class, new FiniteFloats()))
                    .build();

    private Wire() {}

    private static void write(double x, JsonGenerator out) {
        if (Double.isFinite(x)) {
            out.writeNumber((float) x);
        } else {
            out.writeNull();
        }
    }

    private static final class Finite extends ValueSerializer<Double> {
        @Override
        public void serialize(Double x, JsonGenerator out, SerializationContext context) {
            write(x, out);
        }
    }

    private static final class FiniteArray extends ValueSerializer<double[]> {
        @Override
        public void serialize(double[] xs, JsonGenerator out, SerializationContext context) {
            out.writeStartArray();
            for (double x : xs) {
                write(x, out);
            }
            out.writeEndArray();
        }
    }

    private static final class FiniteFloats extends ValueSerializer<float[]> {
        @Override
        public void serialize(float[] xs, JsonGenerator out, SerializationContext context) {
            out.writeStartArray();
            for (float x : xs) {
                write(x, out);
            }
            out.writeEndArray();
        }
    }
}
