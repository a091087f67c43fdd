package dev.headlight.model.io;

import dev.headlight.engine.StorageType;
import dev.headlight.text.InputException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The tensors of a model by name, in the order of their files. */
final class TensorSet {

    private final Path path;
    private final Map<String, StoredTensor> tensors = new LinkedHashMap<>();
    private final Map<String, String> unusable = new LinkedHashMap<>();

    /** @param path what the user gave, for sentences about the whole */
    TensorSet(Path path) {
        this.path = path;
    }

    Path path() {
        return path;
    }

    void add(StoredTensor tensor) {
        StoredTensor earlier = tensors.putIfAbsent(tensor.name(), tensor);
        if (earlier != null) {
            throw new InputException(
                    "tensor "
                            + tensor.name()
                            + " stands twice, in "
                            + earlier.file().path()
                            + " at byte "
                            + earlier.at()
                            + " and in "
                            + tensor.file().path()
                            + " at byte "
                            + tensor.at()
                            + ": remove one of them");
        }
    }

    /** Notes a tensor of a type that weights cannot have: no fault unless it is asked for. */
    void addUnusable(String name, String type) {
        unusable.put(name, type);
    }

    /** The type of a tensor that weights cannot have, or null. */
    @Nullable String unusable(String name) {
        return unusable.get(name);
    }

    Map<String, String> unusable() {
        return unusable;
    }

    /** Forgets all but {@code names}: masks, tables and a tied output that stands twice. */
    void retain(Set<String> names) {
        tensors.keySet().retainAll(names);
    }

    @Nullable StoredTensor find(String name) {
        return tensors.get(name);
    }

    Collection<StoredTensor> all() {
        return tensors.values();
    }

    /** Number of weights; what is tied is stored once. */
    long parameters() {
        return tensors.values().stream().mapToLong(StoredTensor::elements).sum();
    }

    /** The storage types that hold most of the bytes, largest first, those under 2% left out. */
    String types() {
        Map<String, Long> bytes = storage();
        long all = bytes.values().stream().mapToLong(Long::longValue).sum();
        return bytes.entrySet().stream()
                .filter(entry -> entry.getValue() >= all / 50)
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                .map(Map.Entry::getKey)
                .collect(Collectors.joining(" and "));
    }

    /** Bytes held in each storage type. */
    Map<String, Long> storage() {
        Map<StorageType, Long> bytes = new TreeMap<>();
        for (StoredTensor tensor : tensors.values()) {
            bytes.merge(tensor.type(), tensor.bytes().byteSize(), Long::sum);
        }
        Map<String, Long> named = new LinkedHashMap<>();
        bytes.forEach((type, count) -> named.put(type.name(), count));
        return named;
    }
}
