package dev.headlight.app.cluster;

import dev.headlight.text.Documents;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A text for a cluster.
 *
 * @param names of files and folders, which the cluster reads
 * @param held documents that this process has read already, so that the cluster only scores them: groups, and the
 *     beginning of a text; null where the cluster reads
 */
public record ClusterText(List<String> names, @Nullable Documents held) {

    public ClusterText {
        names = List.copyOf(names);
    }
}
