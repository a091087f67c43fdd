package dev.headlight.model.io;

import dev.headlight.text.InputException;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/** The safetensors files of a folder: {@code model.safetensors}, or the shards that its index names. */
record SafetensorsFiles(List<Path> paths, TensorSet tensors) {

    private static final String SINGLE = "model.safetensors";
    private static final String INDEX = "model.safetensors.index.json";

    /** Opens the weights of a folder. */
    static SafetensorsFiles inFolder(Path folder, Arena memory) {
        if (Files.isRegularFile(folder.resolve(SINGLE))) {
            return open(folder, List.of(folder.resolve(SINGLE)), memory);
        }
        Path index = folder.resolve(INDEX);
        if (Files.isRegularFile(index)) {
            return sharded(folder, index, memory);
        }
        throw new InputException(
                folder
                        + " has a config.json, but neither "
                        + SINGLE
                        + " nor "
                        + INDEX
                        + ": save the model as safetensors (save_pretrained does) or fetch these files");
    }

    /** Whether the folder's own way of naming its weights leads to this file. */
    static boolean belongs(Path file, Path folder) {
        String name = String.valueOf(file.getFileName());
        if (name.equals(SINGLE)) {
            return true;
        }
        Path index = folder.resolve(INDEX);
        if (Files.exists(folder.resolve(SINGLE)) || !Files.isRegularFile(index)) {
            return false;
        }
        for (JsonNode shard : JsonFile.read(index).path("weight_map")) {
            if (shard.isString() && shard.stringValue().equals(name)) {
                return true;
            }
        }
        return false;
    }

    /** Opens some files as the weights of one model. */
    static SafetensorsFiles open(Path model, List<Path> paths, Arena memory) {
        TensorSet tensors = new TensorSet(model);
        for (Path path : paths) {
            MappedFile file = MappedFile.open(path, memory);
            for (SafetensorsEntry entry : SafetensorsHeader.read(file)) {
                entry.storageType()
                        .ifPresentOrElse(
                                type ->
                                        tensors.add(
                                                StoredTensor.of(
                                                        entry.name(),
                                                        type,
                                                        file,
                                                        entry.at(),
                                                        entry.shape())),
                                () -> tensors.addUnusable(entry.name(), entry.type()));
            }
        }
        return new SafetensorsFiles(paths, tensors);
    }

    private static SafetensorsFiles sharded(Path folder, Path index, Arena memory) {
        JsonNode map = JsonFile.read(index).path("weight_map");
        if (!map.isObject() || map.isEmpty()) {
            throw new InputException(
                    index + " has no weight_map from tensors to files: fetch it again");
        }
        Map<String, String> shardOf = new TreeMap<>();
        for (Map.Entry<String, JsonNode> entry : map.properties()) {
            String shard = entry.getValue().isString() ? entry.getValue().stringValue() : "";
            shardOf.put(entry.getKey(), plainName(index, entry.getKey(), shard));
        }
        List<Path> paths = new ArrayList<>();
        for (String shard : new TreeSet<>(shardOf.values())) {
            if (!Files.isRegularFile(folder.resolve(shard))) {
                throw new InputException(
                        index + " names " + shard + ", which is not there: fetch it");
            }
            paths.add(folder.resolve(shard));
        }
        SafetensorsFiles files = open(folder, paths, memory);
        shardOf.forEach((tensor, shard) -> files.requireIn(index, tensor, shard));
        return files;
    }

    /** A shard lies in the folder itself: an index must not reach for other files of the machine. */
    private static String plainName(Path index, String tensor, String shard) {
        if (shard.isEmpty()
                || shard.indexOf('/') >= 0
                || shard.indexOf('\\') >= 0
                || shard.indexOf('\0') >= 0) {
            throw new InputException(
                    index
                            + ": weight_map gives no plain file name for "
                            + tensor
                            + " (\""
                            + shard
                            + "\"): shards lie beside their index");
        }
        return shard;
    }

    private void requireIn(Path index, String tensor, String shard) {
        StoredTensor found = tensors.find(tensor);
        boolean there =
                found == null
                        ? tensors.unusable(tensor) != null
                        : String.valueOf(found.file().path().getFileName()).equals(shard);
        if (!there) {
            throw new InputException(
                    index
                            + " says that "
                            + tensor
                            + " is in "
                            + shard
                            + ", but it is not: the files do not belong together");
        }
    }
}
