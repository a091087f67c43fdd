package dev.headlight.model.io;

import dev.headlight.model.OpenModel;
import dev.headlight.text.InputException;
import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.Optional;

/** Opens a model of any format that is known, told apart by what is in the files, never by a name alone. */
public final class ModelReader {

    private ModelReader() {}

    /**
     * Opens the model at {@code path}. The weights stay where they are, in mapped memory that the model
     * owns: close it when nothing looks into it any more.
     *
     * @param path a llama2.c file
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
        MappedFile file = MappedFile.open(path, memory);
        Optional<Llama2cHeader> header = Llama2cHeader.read(file);
        if (header.isPresent()) {
            return Llama2cReader.open(file, header.get(), memory);
        }
        throw new InputException(path + " is no model of a known kind");
    }
}
