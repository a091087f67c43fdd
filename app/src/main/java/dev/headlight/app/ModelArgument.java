package dev.headlight.app;

import java.nio.file.Path;
import picocli.CommandLine.Parameters;

/** The model that a command opens. */
final class ModelArgument {

    @Parameters(
            paramLabel = "MODEL",
            description =
                    "A Hugging Face folder (config.json, safetensors, tokenizer.json), a GGUF file, or a"
                            + " llama2.c .bin beside its tok*.bin; told by its content.")
    Path path = Path.of("");
}
