package dev.headlight.training.optimizer;

import dev.headlight.model.training.Parameter;
import java.util.List;
import java.util.Optional;

/**
 * Where numbers ceased to be finite.
 *
 * @param parameter the parameter's name, which holds its layer
 * @param gradient whether it is in its gradient, else in its values
 * @param index of the first such element
 * @param value what stands there
 */
public record NotFinite(String parameter, boolean gradient, int index, float value) {

    /**
     * Looks where it began. Values come first, in the order of the forward pass: one that is not finite spoils all
     * that is computed after it. Then the gradients from the loss back, since the backward pass carries what is not
     * finite towards the embedding: the one nearest to the loss is the first that had it.
     *
     * @param parameters in the order of the forward pass
     */
    public static Optional<NotFinite> find(List<Parameter> parameters) {
        for (Parameter p : parameters) {
            int i = first(p.values());
            if (i >= 0) {
                return Optional.of(new NotFinite(p.name(), false, i, p.values()[i]));
            }
        }
        for (Parameter p : parameters.reversed()) {
            int i = first(p.gradient());
            if (i >= 0) {
                return Optional.of(new NotFinite(p.name(), true, i, p.gradient()[i]));
            }
        }
        return Optional.empty();
    }

    private static int first(float[] x) {
        for (int i = 0; i < x.length; i++) {
            if (!Float.isFinite(x[i])) {
                return i;
            }
        }
        return -1;
    }

    /** As part of a sentence: {@code the gradient of layers.3.attention.query.weight (NaN at element 7)}. */
    public String words() {
        return (gradient ? "the gradient of " : "")
                + parameter
                + " ("
                + value
                + " at element "
                + index
                + ")";
    }
}
