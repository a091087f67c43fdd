package dev.headlight.spark;

import dev.headlight.model.OpenModel;
import dev.headlight.text.InputException;
import dev.headlight.text.UsageException;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.jspecify.annotations.Nullable;

/**
 * Where every process finds the model: a path that all machines share, or a copy that Spark has sent along.
 *
 * @param path as the driver opened it
 * @param sent name of the copy that came with the job, {@code .} for the folder of all that came; empty
 *     where the path is shared
 * @param fingerprint of what the driver opened: another model on some machine would spoil the figures
 * @param randomSeed of the weights where they are at random initialisation; null where they are the files' own
 */
record SharedModel(String path, String sent, String fingerprint, @Nullable Long randomSeed)
        implements Serializable {

    /**
     * Under its path, or sent along under its own name.
     *
     * @throws UsageException where it cannot be sent
     */
    static SharedModel of(
            OpenModel model, @Nullable Long randomSeed, boolean send, JavaSparkContext context) {
        Path named = model.path();
        if (named == null) {
            throw new UsageException("a model made in memory cannot be sent to a cluster");
        }
        Path path = named.toAbsolutePath();
        String sent = "";
        if (send) {
            if (!Files.isDirectory(path) && !path.toString().endsWith(".gguf")) {
                throw new UsageException(
                        "--send-model sends a folder or a GGUF file, and "
                                + path
                                + " needs files beside it: put them where every machine finds them.");
            }
            if (Files.isDirectory(path)) {
                sent = ".";
                files(path).forEach(file -> context.addFile(file.toString()));
            } else {
                sent = path.getFileName().toString();
                context.addFile(path.toString());
            }
        }
        return new SharedModel(path.toString(), sent, model.fingerprint(), randomSeed);
    }

    /** Spark sends no folders: their files go one by one, into one folder. */
    private static List<Path> files(Path folder) {
        try (var files = Files.list(folder)) {
            return files.filter(Files::isRegularFile).toList();
        } catch (IOException e) {
            throw new InputException(folder + " cannot be read: " + e.getMessage() + ".", e);
        }
    }
}
