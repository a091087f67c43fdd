package dev.headlight.report.json;

import dev.headlight.analysis.results.Outcome;
import dev.headlight.analysis.results.Sink;
import java.util.function.Function;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;

/**
 * How single values of the results tree look in JSON: NaN is null, an infinity is a number too large for a
 * double ({@code 1e999}, which every reader turns into infinity), an enum is the word a person reads, the
 * rows of a pattern and what they are made of are packed.
 */
final class FigureModule extends SimpleModule {

    private static final long serialVersionUID = 1L;

    FigureModule() {
        super("headlight-figures");
        addSerializer(Double.TYPE, new Text<>(Double.class, FigureModule::number));
        addSerializer(Double.class, new Text<>(Double.class, FigureModule::number));
        addSerializer(double[].class, new Figures());
        addSerializer(float[][].class, new Packed<>(float[][].class, PatternRows::encode));
        addSerializer(float[].class, new Packed<>(float[].class, PackedNumbers::encode));
        addSerializer(short[].class, new Packed<>(short[].class, PackedNumbers::encode));
        addSerializer(Sink.class, new Word<>(Sink.class, Sink::text));
        addSerializer(Outcome.class, new Word<>(Outcome.class, Outcome::text));
        addDeserializer(Double.TYPE, new FigureReaders.Figure());
        addDeserializer(double[].class, new FigureReaders.Figures());
        addDeserializer(
                float[][].class,
                new FigureReaders.Packed<>(float[][].class, new float[0][], PatternRows::decode));
        addDeserializer(
                float[].class,
                new FigureReaders.Packed<>(float[].class, new float[0], PackedNumbers::floats));
        addDeserializer(
                short[].class,
                new FigureReaders.Packed<>(short[].class, new short[0], PackedNumbers::shorts));
        addDeserializer(
                Sink.class, new FigureReaders.Word<>(Sink.class, Sink.values(), Sink::text));
        addDeserializer(
                Outcome.class,
                new FigureReaders.Word<>(Outcome.class, Outcome.values(), Outcome::text));
    }

    /** Shortest decimal that reads back as the same double. */
    private static String number(double value) {
        if (Double.isNaN(value)) {
            return "null";
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "1e999" : "-1e999";
        }
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? (value == 0 && 1 / value < 0 ? "-0.0" : Long.toString((long) value))
                : Double.toString(value);
    }

    private static final class Text<T> extends StdSerializer<T> {
        private final Function<T, String> text;

        Text(Class<T> type, Function<T, String> text) {
            super(type);
            this.text = text;
        }

        @Override
        public void serialize(T value, JsonGenerator out, SerializationContext context) {
            out.writeRawValue(text.apply(value));
        }
    }

    private static final class Word<T> extends StdSerializer<T> {
        private final Function<T, String> text;

        Word(Class<T> type, Function<T, String> text) {
            super(type);
            this.text = text;
        }

        @Override
        public void serialize(T value, JsonGenerator out, SerializationContext context) {
            out.writeString(text.apply(value));
        }
    }

    private static final class Figures extends StdSerializer<double[]> {
        Figures() {
            super(double[].class);
        }

        @Override
        public void serialize(double[] values, JsonGenerator out, SerializationContext context) {
            out.writeStartArray();
            for (double value : values) {
                out.writeRawValue(number(value));
            }
            out.writeEndArray();
        }
    }

    private static final class Packed<T> extends StdSerializer<T> {
        private final Function<T, String> text;

        Packed(Class<T> type, Function<T, String> text) {
            super(type);
            this.text = text;
        }

        @Override
        public void serialize(T value, JsonGenerator out, SerializationContext context) {
            out.writeString(text.apply(value));
        }
    }
}
