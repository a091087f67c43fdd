package dev.headlight.model.io;

import dev.headlight.model.ModelConfig.RotaryPositions;
import dev.headlight.text.InputException;
import java.util.Arrays;

/** Rotary positions as a GGUF file describes them: keys {@code llama.rope.*} and, for Llama 3.1, a tensor. */
final class GgufRotary {

    private static final String FACTORS = "rope_freqs.weight";

    private GgufRotary() {}

    /** Pairs lie side by side: the converter has permuted the rows of queries and keys so. */
    static RotaryPositions read(MappedFile file, GgufMetadata m, TensorSet tensors, int dHead) {
        int dims = m.positive("llama.rope.dimension_count", dHead);
        if (dims % 2 != 0 || dims > dHead || dims > 1 << 14) {
            throw new InputException(
                    file.path()
                            + ": llama.rope.dimension_count is "
                            + dims
                            + ", but must be even and at most the head's "
                            + dHead
                            + ": convert the model to GGUF again");
        }
        double base = m.number("llama.rope.freq_base", 10_000, Double.MIN_NORMAL);
        double given = m.number("llama.rope.scaling.factor", 0, 0);
        double factor = given == 0 ? m.number("llama.rope.scale_linear", 1, 1e-3) : given;
        String type = m.word("llama.rope.scaling.type", factor == 1 ? "none" : "linear");
        StoredTensor factors = tensors.find(FACTORS);
        if (type.equals("yarn") && factors == null) {
            return yarn(m, dims, base, factor);
        }
        if (!type.equals("none") && !type.equals("linear")) {
            throw new InputException(
                    file.path()
                            + ": llama.rope.scaling.type is "
                            + type
                            + (factors == null ? "" : " together with " + FACTORS)
                            + ", which is not supported: known are none, linear and yarn");
        }
        float[] divisors = new float[dims / 2];
        Arrays.fill(divisors, 1);
        if (factors != null) {
            divisors = divisors(factors, dims / 2);
        }
        for (int p = 0; type.equals("linear") && p < divisors.length; p++) {
            divisors[p] *= (float) factor;
        }
        return new RotaryPositions(dims, true, RotaryScaling.divided(dims, base, divisors), 1f);
    }

    private static float[] divisors(StoredTensor tensor, int pairs) {
        if (!tensor.hasShape(pairs)) {
            throw tensor.file()
                    .fault(
                            tensor.at(),
                            "tensor "
                                    + tensor.name()
                                    + " "
                                    + StoredTensor.shapeText(tensor.shape())
                                    + " instead of "
                                    + StoredTensor.shapeText(pairs));
        }
        float[] divisors = tensor.vector();
        for (float divisor : divisors) {
            if (divisor <= 0) {
                throw tensor.file()
                        .fault(tensor.at(), "tensor " + tensor.name() + " divides by " + divisor);
            }
        }
        return divisors;
    }

    private static RotaryPositions yarn(GgufMetadata m, int dims, double base, double factor) {
        int trained =
                m.positive(
                        "llama.rope.scaling.original_context_length",
                        m.positive("llama.context_length"));
        float[] frequencies =
                RotaryScaling.yarn(
                        dims,
                        base,
                        factor,
                        trained,
                        m.number("llama.rope.scaling.yarn_beta_fast", 32, Double.MIN_NORMAL),
                        m.number("llama.rope.scaling.yarn_beta_slow", 1, Double.MIN_NORMAL),
                        true);
        double magnitude =
                m.number("llama.rope.scaling.attn_factor", 1, 0)
                        * RotaryScaling.yarnMagnitude(factor, 1);
        return new RotaryPositions(dims, true, frequencies, (float) magnitude);
    }
}
