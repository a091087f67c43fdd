package dev.headlight.model.io;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import dev.headlight.model.OpenModel;
import dev.headlight.text.InputException;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Optional;

/** Opens a model of any format that is known, told apart by what is in the files, never by a name alone. */
public final class ModelReader {

    private static final String KNOWN =
            "a folder with config.json and model.safetensors, a GGUF file or a llama2.c file";

    private ModelReader() {}

    /**
     * Opens the model at {@code path}. The weights stay where they are, in mapped memory that the model
     * owns: close it when nothing looks into it any more.
     *
     * @param path a folder as Hugging Face writes it (or a safetensors file in one), a GGUF file, or a
     *     llama2.c file
     * @throws InputException if it cannot be read, is of an unknown kind, cut short or corrupt
     * @throws dev.headlight.text.ResourceException if it cannot be mapped
     */
    @SuppressWarnings("MustBeClosedChecker") // the model that is returned closes it
    public static OpenModel open(Path path) {
        Arena memory = Arena.ofShared();
        boolean opened = false;
        try {
            OpenModel model = recognise(path, memory);
            opened = true;
            return model;
        } finally {
            if (!opened) {
                memory.close();
            }
        }
    }

    private static OpenModel recognise(Path path, Arena memory) {
        if (Files.isDirectory(path)) {
            if (!Files.isRegularFile(path.resolve("config.json"))) {
                throw new InputException(
                        path + " is a folder without config.json: give " + KNOWN + " itself");
            }
            return HuggingFaceReader.openFolder(path, memory);
        }
        MappedFile file = MappedFile.open(path, memory);
        if (GgufFile.recognised(file)) {
            return GgufReader.open(file, memory);
        }
        Optional<Llama2cHeader> llama2c = Llama2cHeader.read(file);
        boolean exact = llama2c.isPresent() && llama2c.get().fileBytes() == file.size();
        if (!exact && SafetensorsHeader.recognised(file)) {
            return safetensors(path, memory);
        }
        if (llama2c.isPresent()) {
            return Llama2cReader.open(file, llama2c.get(), memory);
        }
        throw new InputException(path + " " + described(file) + ": give " + KNOWN);
    }

    private static OpenModel safetensors(Path path, Arena memory) {
        Path folder = path.toAbsolutePath().getParent();
        if (folder == null || !Files.isRegularFile(folder.resolve("config.json"))) {
            throw new InputException(
                    path
                            + " is a safetensors file, which holds weights only, and no config.json lies"
                            + " beside it: put the model's config.json (and tokenizer.json) there");
        }
        return SafetensorsFiles.belongs(path, folder)
                ? HuggingFaceReader.openFolder(folder, memory)
                : HuggingFaceReader.openFile(path, folder, memory);
    }

    /** What a file that is no model seems to be, to end a guess early. */
    private static String described(MappedFile file) {
        long size = file.size();
        if (size == 0) {
            return "is empty";
        }
        int first = file.uint8(0);
        int second = size > 1 ? file.uint8(1) : -1;
        if (first == 'P' && second == 'K' || first == 0x80) {
            return "is a PyTorch checkpoint, which is not read because it can run code (save it as"
                    + " safetensors)";
        }
        if (first == '{') {
            return "is a JSON file and no model by itself";
        }
        String start =
                HexFormat.ofDelimiter(" ")
                        .formatHex(
                                file.slice(0, Math.min(8, size), "the start").toArray(JAVA_BYTE));
        return "is no model of a known kind (it starts with the bytes " + start + ")";
    }
}
