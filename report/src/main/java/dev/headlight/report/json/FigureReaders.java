package dev.headlight.report.json;

import java.util.Arrays;
import java.util.function.Function;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.deser.std.StdScalarDeserializer;

/** The way back of {@link FigureModule}. */
final class FigureReaders {

    private FigureReaders() {}

    /** A number; null, or nothing at all, is NaN. */
    static final class Figure extends StdScalarDeserializer<Double> {
        Figure() {
            super(Double.class);
        }

        @Override
        public Double deserialize(JsonParser in, DeserializationContext context) {
            return number(in, context);
        }

        @Override
        public Object getNullValue(DeserializationContext context) {
            return Double.NaN;
        }

        static double number(JsonParser in, DeserializationContext context) {
            JsonToken token = in.currentToken();
            if (token == JsonToken.VALUE_NULL) {
                return Double.NaN;
            }
            if (token == null || !token.isNumeric()) {
                return (Double) context.handleUnexpectedToken(Double.class, in);
            }
            return in.getDoubleValue();
        }
    }

    /** An array of numbers. */
    static final class Figures extends StdScalarDeserializer<double[]> {
        Figures() {
            super(double[].class);
        }

        @Override
        public double[] deserialize(JsonParser in, DeserializationContext context) {
            if (!in.isExpectedStartArrayToken()) {
                return (double[]) context.handleUnexpectedToken(double[].class, in);
            }
            double[] values = new double[16];
            int count = 0;
            while (in.nextToken() != JsonToken.END_ARRAY) {
                if (count == values.length) {
                    values = Arrays.copyOf(values, count * 2);
                }
                values[count++] = Figure.number(in, context);
            }
            return Arrays.copyOf(values, count);
        }

        @Override
        public Object getEmptyValue(DeserializationContext context) {
            return new double[0];
        }
    }

    /** Numbers that are packed into a text. */
    static final class Packed<T> extends StdScalarDeserializer<T> {
        private final Class<T> type;
        private final T none;
        private final Function<String, T> decode;

        Packed(Class<T> type, T none, Function<String, T> decode) {
            super(type);
            this.type = type;
            this.none = none;
            this.decode = decode;
        }

        @Override
        public T deserialize(JsonParser in, DeserializationContext context) {
            if (in.currentToken() != JsonToken.VALUE_STRING) {
                return type.cast(context.handleUnexpectedToken(type, in));
            }
            try {
                return decode.apply(in.getString());
            } catch (IllegalArgumentException e) {
                return context.reportInputMismatch(this, "packed attention: %s", e.getMessage());
            }
        }

        @Override
        public Object getEmptyValue(DeserializationContext context) {
            return none;
        }
    }

    /** An enum by the word that a person reads. */
    static final class Word<T> extends StdScalarDeserializer<T> {
        private final T[] values;
        private final Function<T, String> text;

        Word(Class<T> type, T[] values, Function<T, String> text) {
            super(type);
            this.values = values;
            this.text = text;
        }

        @Override
        public T deserialize(JsonParser in, DeserializationContext context) {
            if (in.currentToken() == JsonToken.VALUE_STRING) {
                String word = in.getString();
                for (T value : values) {
                    if (text.apply(value).equals(word)) {
                        return value;
                    }
                }
            }
            return context.reportInputMismatch(
                    this,
                    "expected one of %s",
                    Arrays.stream(values).map(v -> "'" + text.apply(v) + "'").toList());
        }
    }
}
