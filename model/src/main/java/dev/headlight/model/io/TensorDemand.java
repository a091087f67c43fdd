package dev.headlight.model.io;

import dev.headlight.engine.StorageType;
import dev.headlight.model.ModelConfig;
import dev.headlight.model.ModelConfig.Normalization;
import dev.headlight.text.InputException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** What a configuration asks of the files: every tensor by name and shape, held against what is there. */
final class TensorDemand {

    /** How many names of a kind a sentence lists. */
    private static final int NAMED = 4;

    /** Buffers that older files carry and that follow from the configuration: masks and frequencies. */
    private static final Pattern DERIVED =
            Pattern.compile(
                    ".*(rotary_emb\\.inv_freq|attn\\.bias|attn\\.masked_bias|attention\\.bias"
                            + "|attention\\.masked_bias|rope_freqs\\.weight)");

    private final TensorSet tensors;
    private final Map<String, long[]> wanted = new LinkedHashMap<>();
    private final String tiedOutput;

    private TensorDemand(TensorSet tensors, String tiedOutput) {
        this.tensors = tensors;
        this.tiedOutput = tiedOutput;
    }

    static TensorDemand of(
            TensorSet tensors, TensorNames names, ModelConfig config, Biases biases) {
        int held = tensors.all().size() + tensors.unusable().size();
        if (config.nLayers() > held) {
            // Each layer takes several tensors: without this, a false count would make a huge list.
            throw new InputException(
                    tensors.path()
                            + ": "
                            + config.nLayers()
                            + " layers are configured, but the weights hold only "
                            + held
                            + " tensors: the files do not belong together or one is missing");
        }
        TensorDemand demand = new TensorDemand(tensors, names.output() + ".weight");
        demand.add(names, config, biases);
        return demand;
    }

    private void add(TensorNames names, ModelConfig config, Biases biases) {
        long d = config.dModel();
        wanted.put(names.tokenEmbedding() + ".weight", new long[] {config.vocab(), d});
        if (names.positionEmbedding() != null) {
            wanted.put(names.positionEmbedding() + ".weight", new long[] {config.context(), d});
        }
        for (int i = 0; i < config.nLayers(); i++) {
            addLayer(i, names, config, biases);
        }
        norm(names.finalNorm(), config);
        if (!config.tiedEmbeddings()) {
            wanted.put(tiedOutput, new long[] {config.vocab(), d});
        }
    }

    private void addLayer(int i, TensorNames names, ModelConfig config, Biases biases) {
        long d = config.dModel();
        long queries = (long) config.nHeads() * config.dHead();
        long keys = (long) config.nKvHeads() * config.dHead();
        long inner = config.dFeedForward();
        norm(TensorNames.in(i, names.attentionNorm()), config);
        boolean qkv = biases.queryKeyValue();
        if (names.fused()) {
            projection(i, names, names.query(), queries + 2 * keys, d, qkv);
        } else {
            projection(i, names, names.query(), queries, d, qkv);
            projection(i, names, names.key(), keys, d, qkv);
            projection(i, names, names.value(), keys, d, qkv);
        }
        projection(i, names, names.attentionOutput(), d, queries, biases.attentionOutput());
        norm(TensorNames.in(i, names.feedForwardNorm()), config);
        if (names.gate() != null) {
            projection(i, names, names.gate(), inner, d, biases.feedForward());
        }
        projection(i, names, names.up(), inner, d, biases.feedForward());
        projection(i, names, names.down(), d, inner, biases.feedForward());
    }

    private void projection(
            int layer, TensorNames names, String pattern, long out, long in, boolean bias) {
        String name = TensorNames.in(layer, pattern);
        wanted.put(
                name + ".weight", names.inputMajor() ? new long[] {in, out} : new long[] {out, in});
        if (bias) {
            wanted.put(name + ".bias", new long[] {out});
        }
    }

    private void norm(String name, ModelConfig config) {
        wanted.put(name + ".weight", new long[] {config.dModel()});
        if (config.normalization() == Normalization.LAYER_NORM) {
            wanted.put(name + ".bias", new long[] {config.dModel()});
        }
    }

    /**
     * Throws one sentence with everything that is missing, misshapen or left over; forgets what is there but
     * follows from the rest.
     */
    void require() {
        List<String> missing = new ArrayList<>();
        List<String> misshapen = new ArrayList<>();
        List<String> mistyped = new ArrayList<>();
        wanted.forEach(
                (name, shape) -> {
                    StoredTensor tensor = tensors.find(name);
                    String unusable = tensors.unusable(name);
                    if (unusable != null) {
                        mistyped.add(name + " (" + unusable + ")");
                    } else if (tensor == null) {
                        missing.add(name);
                    } else if (!tensor.hasShape(shape)) {
                        misshapen.add(
                                name
                                        + " "
                                        + StoredTensor.shapeText(tensor.shape())
                                        + " instead of "
                                        + StoredTensor.shapeText(shape));
                    } else {
                        requireVectorsUnquantised(tensor);
                    }
                });
        String problems = join(missing, "missing") + join(misshapen, "of a wrong shape");
        problems += join(mistyped, "stored in a type that is not supported");
        problems += join(extra(), "not known to this family");
        if (!problems.isEmpty()) {
            throw new InputException(
                    tensors.path()
                            + ": the weights do not fit the configuration ("
                            + problems.substring(2)
                            + "): use the configuration and weights of one and the same model");
        }
        tensors.retain(wanted.keySet());
    }

    private List<String> extra() {
        List<String> names = new ArrayList<>();
        tensors.all().forEach(tensor -> names.add(tensor.name()));
        names.addAll(tensors.unusable().keySet());
        names.removeIf(
                name ->
                        wanted.containsKey(name)
                                || name.equals(tiedOutput)
                                || DERIVED.matcher(name).matches());
        return names;
    }

    private static void requireVectorsUnquantised(StoredTensor tensor) {
        if (tensor.shape().length == 1 && tensor.type().blockElements() != 1) {
            throw tensor.file()
                    .fault(
                            tensor.at(),
                            "tensor "
                                    + tensor.name()
                                    + " is a vector and cannot be stored as "
                                    + tensor.type()
                                    + ", only as "
                                    + StorageType.F32
                                    + ", F16 or BF16");
        }
    }

    private static String join(List<String> names, String what) {
        if (names.isEmpty()) {
            return "";
        }
        String more = names.size() > NAMED ? " and " + (names.size() - NAMED) + " more" : "";
        return "; "
                + what
                + ": "
                + String.join(", ", names.subList(0, Math.min(NAMED, names.size())))
                + more;
    }
}
