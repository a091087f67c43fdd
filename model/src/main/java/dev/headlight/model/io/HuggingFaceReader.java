package dev.headlight.model.io;

import dev.headlight.model.ModelConfig;
import dev.headlight.model.ModelWeights;
import dev.headlight.model.OpenModel;
import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.List;

/** A folder as Hugging Face's libraries write it: {@code config.json}, safetensors, {@code tokenizer.json}. */
final class HuggingFaceReader {

    private HuggingFaceReader() {}

    /** Opens a folder that holds a {@code config.json}. */
    static OpenModel openFolder(Path folder, Arena memory) {
        ConfigFields config = config(folder);
        HuggingFaceFamily family = HuggingFaceFamily.of(config);
        return open(folder, config, family, SafetensorsFiles.inFolder(folder, memory), memory);
    }

    /** Opens one file of weights with the {@code config.json} beside it. */
    static OpenModel openFile(Path file, Path folder, Arena memory) {
        ConfigFields config = config(folder);
        HuggingFaceFamily family = HuggingFaceFamily.of(config);
        return open(
                folder, config, family, SafetensorsFiles.open(file, List.of(file), memory), memory);
    }

    private static ConfigFields config(Path folder) {
        Path path = folder.resolve("config.json");
        return new ConfigFields(path, JsonFile.read(path));
    }

    private static OpenModel open(
            Path folder,
            ConfigFields fields,
            HuggingFaceFamily family,
            SafetensorsFiles files,
            Arena memory) {
        ModelConfig config = family.config().apply(fields);
        TensorSet tensors = files.tensors();
        ModelWeights weights =
                WeightAssembly.assemble(
                        tensors, family.names(tensors), config, family.biases().apply(fields));
        return new OpenModel(
                ModelName.ofFolder(folder),
                folder,
                "Hugging Face safetensors, " + tensors.types(),
                Fingerprint.of(files.paths()),
                tensors.parameters(),
                tensors.storage(),
                config,
                weights,
                ModelTokenizers.huggingFace(folder, config.vocab()),
                memory);
    }
}
