package dev.headlight.model.io;

import dev.headlight.model.ModelConfig;
import dev.headlight.model.ModelWeights;
import dev.headlight.text.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * Writes a model as Hugging Face's libraries read it: {@code config.json}, {@code generation_config.json} and {@code
 * model.safetensors} in float32, with the names and layouts of {@code LlamaForCausalLM} or {@code GPT2LMHeadModel}.
 * The tokenizer's files are another's.
 */
public final class ModelWriter {

    private ModelWriter() {}

    /**
     * Writes the three files into {@code folder}, which is made where it does not exist. Each appears whole or not
     * at all, the weights first.
     *
     * @param begin id of the token that begins a text, where there is one
     * @param end id of the token that ends a text, where there is one
     * @throws UsageException where neither architecture is the model's, or the folder must not be
     *     written to
     * @throws dev.headlight.text.ResourceException where the disk does not take them
     */
    public static void write(
            Path folder,
            ModelConfig config,
            ModelWeights weights,
            OptionalInt begin,
            OptionalInt end) {
        HuggingFaceForm form = HuggingFaceForm.of(config, weights);
        List<NewFile> staged = new ArrayList<>();
        try {
            createFolder(folder);
            List<SafetensorsWriter.Tensor> tensors = TensorLayout.of(form, config, weights);
            staged.add(
                    NewFile.stage(
                            folder.resolve("model.safetensors"),
                            channel ->
                                    SafetensorsWriter.write(
                                            channel, Map.of("format", "pt"), tensors)));
            staged.add(
                    NewFile.stage(
                            folder.resolve("config.json"),
                            NewFile.content(form.config(config, begin, end))));
            staged.add(
                    NewFile.stage(
                            folder.resolve("generation_config.json"),
                            NewFile.content(HuggingFaceForm.generation(begin, end))));
            staged.forEach(NewFile::commit);
        } finally {
            staged.forEach(NewFile::close);
        }
    }

    private static void createFolder(Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UsageException(folder + " cannot be made: name another folder.", e);
        }
    }
}
