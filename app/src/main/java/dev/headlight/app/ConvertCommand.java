package dev.headlight.app;

import dev.headlight.engine.StorageType;
import dev.headlight.model.OpenModel;
import dev.headlight.model.Tokenizer;
import dev.headlight.model.io.GgufConversion;
import dev.headlight.model.io.ModelReader;
import dev.headlight.model.io.ModelWriter;
import dev.headlight.model.io.RoundedWeights;
import dev.headlight.text.InputException;
import dev.headlight.text.ResourceException;
import dev.headlight.text.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** A model's twin in another precision. */
@Command(
        name = "convert",
        description = "Write a model's twin in another precision, to compare the two.",
        sortOptions = false,
        optionListHeading = "%nOptions:%n",
        footerHeading = "%nExamples:%n",
        footer = {
            "  a quantised file in full precision, and the other way round:",
            "    headlight convert model-q4.gguf --to f32 --out model-f32.gguf",
            "    headlight convert model-f32.gguf --to q4_0 --out model-q4_0.gguf",
            "  weights of a Hugging Face folder, rounded to what Q4_0 can hold:",
            "    headlight convert runs/chars --to q4_0 --out runs/chars-q4",
            "",
            "A GGUF file becomes a GGUF file, its tokenizer and metadata unchanged. A Hugging",
            "Face folder becomes one whose weights are rounded and stored as F32. F32 made of",
            "a quantised file computes what that file computes: nothing is brought back."
        })
@SuppressWarnings("NullAway.Init") // picocli sets these before it runs the command
final class ConvertCommand implements Runnable {

    /** What a tokenizer is read from, beside a model. */
    private static final List<String> TOKENIZER =
            List.of(
                    "tokenizer.json",
                    "tokenizer_config.json",
                    "special_tokens_map.json",
                    "vocab.json",
                    "merges.txt");

    @ParentCommand private Headlight parent;
    @Mixin private ModelArgument model = new ModelArgument();

    @Option(
            names = "--to",
            paramLabel = "TYPE",
            required = true,
            description = "f32, f16, bf16, q8_0, q4_0 or q4_1.")
    private String type;

    @Option(
            names = "--out",
            paramLabel = "PATH",
            required = true,
            description = "The file (of a GGUF file) or folder to write; must not exist.")
    private Path out;

    @Mixin CommonOptions common = new CommonOptions();

    @Override
    public void run() {
        StorageType to = type();
        if (Files.exists(out)) {
            throw new UsageException(out + " exists already; name another with --out.");
        }
        if (GgufConversion.recognises(model.path)) {
            GgufConversion.convert(model.path, to, out);
        } else {
            folder(to);
        }
        parent.terminal().out().println(out + " holds " + model.path + " as " + to + ".");
    }

    private StorageType type() {
        for (StorageType each : StorageType.values()) {
            if (each.name().equals(type.toUpperCase(Locale.ROOT))) {
                return each;
            }
        }
        throw new UsageException(
                "--to "
                        + type
                        + " is none of "
                        + Arrays.stream(StorageType.values())
                                .map(t -> t.name().toLowerCase(Locale.ROOT))
                                .collect(Collectors.joining(", "))
                        + ".");
    }

    private void folder(StorageType to) {
        if (!Files.isDirectory(model.path)) {
            // Opening it tells what is wrong with what is no model at all.
            ModelReader.open(model.path).close();
            throw new InputException(
                    model.path
                            + " is neither a GGUF file nor a Hugging Face folder; convert takes those.");
        }
        try (OpenModel open = ModelReader.open(model.path)) {
            Tokenizer tokenizer = open.tokenizer();
            ModelWriter.write(
                    out,
                    open.config(),
                    RoundedWeights.of(open.weights(), to),
                    tokenizer == null ? OptionalInt.empty() : tokenizer.bos(),
                    tokenizer == null ? OptionalInt.empty() : tokenizer.eos());
            for (String name : TOKENIZER) {
                Path file = model.path.resolve(name);
                if (Files.isRegularFile(file)) {
                    Files.copy(file, out.resolve(name), StandardCopyOption.REPLACE_EXISTING);
                }
            }
        } catch (IOException e) {
            throw new ResourceException(
                    "the tokenizer could not be copied to " + out + ": " + e.getMessage() + ".", e);
        }
    }
}
