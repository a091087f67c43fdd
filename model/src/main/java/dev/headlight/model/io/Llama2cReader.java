package dev.headlight.model.io;

import dev.headlight.engine.StorageType;
import dev.headlight.model.ModelConfig;
import dev.headlight.model.ModelConfig.Activation;
import dev.headlight.model.ModelConfig.Normalization;
import dev.headlight.model.ModelConfig.RotaryPositions;
import dev.headlight.model.ModelWeights;
import dev.headlight.model.OpenModel;
import java.lang.foreign.Arena;
import java.util.List;

/**
 * llama2.c files: a header, then every tensor in a fixed order, a kind at a time for all layers. What
 * the header does not say is fixed by the format: RMSNorm with 1e-5, SiLU, interleaved rotary pairs on
 * base 10000. Source: llama2.c, run.c and export.py.
 */
final class Llama2cReader {

    private static final float NORM_EPSILON = 1e-5f;
    private static final double ROTARY_BASE = 10_000;

    private static final String GATE = "layers.{i}.feed_forward.w1";
    private static final TensorNames NAMES =
            new TensorNames(
                    "tok_embeddings",
                    null,
                    "layers.{i}.attention_norm",
                    "layers.{i}.attention.wq",
                    "layers.{i}.attention.wk",
                    "layers.{i}.attention.wv",
                    "layers.{i}.attention.wo",
                    "layers.{i}.ffn_norm",
                    GATE,
                    "layers.{i}.feed_forward.w3",
                    "layers.{i}.feed_forward.w2",
                    "norm",
                    "output",
                    false);

    private final MappedFile file;
    private final Llama2cHeader header;
    private final TensorSet tensors;
    private long at;

    private Llama2cReader(MappedFile file, Llama2cHeader header) {
        this.file = file;
        this.header = header;
        this.tensors = new TensorSet(file.path());
        this.at = header.start();
    }

    /** Opens a file whose header has been recognised; {@code memory} then belongs to the model. */
    static OpenModel open(MappedFile file, Llama2cHeader header, Arena memory) {
        if (file.size() != header.fileBytes()) {
            throw file.fault(
                    Math.min(file.size(), header.fileBytes()),
                    "a llama2.c model with the header "
                            + header.sizes()
                            + " has "
                            + header.fileBytes()
                            + " bytes, this file "
                            + file.size());
        }
        TensorSet tensors = new Llama2cReader(file, header).tensors();
        ModelConfig config = config(header);
        ModelWeights weights = WeightAssembly.assemble(tensors, NAMES, config, Biases.NONE);
        return new OpenModel(
                ModelName.ofFile(file.path()),
                file.path(),
                "llama2.c version " + header.version() + ", F32",
                Fingerprint.of(List.of(file.path())),
                tensors.parameters(),
                tensors.storage(),
                config,
                weights,
                ModelTokenizers.llama2c(file.path(), header.vocab()),
                memory);
    }

    private TensorSet tensors() {
        long d = header.dModel();
        if (header.version() == 0) {
            tensor(NAMES.tokenEmbedding(), header.vocab(), d);
            perLayer(NAMES.attentionNorm(), d);
            attention();
            perLayer(NAMES.feedForwardNorm(), d);
            feedForward();
            tensor(NAMES.finalNorm(), d);
            at += 4L * header.context() * header.dHead(); // cosine and sine tables: computed anew
        } else {
            perLayer(NAMES.attentionNorm(), d);
            perLayer(NAMES.feedForwardNorm(), d);
            tensor(NAMES.finalNorm(), d);
            tensor(NAMES.tokenEmbedding(), header.vocab(), d);
            attention();
            feedForward();
        }
        if (!header.tied()) {
            tensor(NAMES.output(), header.vocab(), d);
        }
        return tensors;
    }

    private void attention() {
        long d = header.dModel();
        perLayer(NAMES.query(), d, d);
        perLayer(NAMES.key(), header.dKeyValue(), d);
        perLayer(NAMES.value(), header.dKeyValue(), d);
        perLayer(NAMES.attentionOutput(), d, d);
    }

    private void feedForward() {
        perLayer(GATE, header.dFeedForward(), header.dModel());
        perLayer(NAMES.down(), header.dModel(), header.dFeedForward());
        perLayer(NAMES.up(), header.dFeedForward(), header.dModel());
    }

    private void perLayer(String pattern, long... shape) {
        for (int i = 0; i < header.nLayers(); i++) {
            tensor(TensorNames.in(i, pattern), shape);
        }
    }

    private void tensor(String name, long... shape) {
        StoredTensor tensor = StoredTensor.of(name + ".weight", StorageType.F32, file, at, shape);
        tensors.add(tensor);
        at += tensor.bytes().byteSize();
    }

    private static ModelConfig config(Llama2cHeader header) {
        return new ModelConfig(
                "llama",
                header.nLayers(),
                header.nHeads(),
                header.nKvHeads(),
                header.dModel(),
                header.dHead(),
                header.dFeedForward(),
                header.vocab(),
                header.context(),
                Normalization.RMS_NORM,
                NORM_EPSILON,
                new RotaryPositions(
                        header.dHead(),
                        true,
                        RotaryScaling.frequencies(header.dHead(), ROTARY_BASE),
                        1f),
                Activation.SILU,
                true,
                header.tied(),
                0.02f);
    }
}
