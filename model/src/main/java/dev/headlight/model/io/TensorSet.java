package dev.headlight.model.io;

import dev.headlight.engine.StorageType;
import dev.headlight.text.InputException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The tensors of a model by name, in the order of their files. */
final class TensorSet {

    private final Path path;
    private final Map<String, StoredTensor> tensors = new LinkedHashMap<>();

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
