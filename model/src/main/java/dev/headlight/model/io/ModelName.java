package dev.headlight.model.io;

import java.nio.file.Path;

/** A short name for a model, from where it lies. */
final class ModelName {

    private ModelName() {}

    /** The file's name without its ending. */
    static String ofFile(Path file) {
        String name = last(file);
        int dot = name.lastIndexOf('.');
        return dot > 0 ? name.substring(0, dot) : name;
    }

    /**
     * The folder's name; for a snapshot in a Hugging Face cache ({@code
     * models--OWNER--NAME/snapshots/HASH}) the model's.
     */
    static String ofFolder(Path folder) {
        Path absolute = folder.toAbsolutePath().normalize();
        Path parent = absolute.getParent();
        if (parent != null && parent.getParent() != null && last(parent).equals("snapshots")) {
            String cached = last(parent.getParent());
            return cached.substring(
                    cached.lastIndexOf("--") < 0 ? 0 : cached.lastIndexOf("--") + 2);
        }
        return last(absolute);
    }

    private static String last(Path path) {
        Path name = path.getFileName();
        return name == null || name.toString().isEmpty() ? "model" : name.toString();
    }
}
