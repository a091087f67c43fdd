package dev.headlight.explorer.reading;

import dev.headlight.model.Transformer;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The latest readings, so that a question about a text that has just been read finds it. Bounded in bytes: the one longest
 * unused goes first. Safe for several threads.
 */
public final class Readings {

    private final long most;
    private final Map<Key, Reading> held = new LinkedHashMap<>(16, 0.75f, true); // guarded by this
    private long bytes; // guarded by this

    /** A transformer is one model that is open; ids are compared by content. */
    private record Key(Transformer transformer, String ids) {}

    /**
     * @param most bytes held together
     */
    public Readings(long most) {
        this.most = most;
    }

    /** The reading of a text, where it is still there. */
    public synchronized @Nullable Reading of(Transformer transformer, int[] tokens) {
        return held.get(new Key(transformer, Arrays.toString(tokens)));
    }

    /** The reading that begins with the most tokens of a text; null where none begins with any. */
    public synchronized @Nullable Reading nearest(Transformer transformer, int[] tokens) {
        Reading nearest = null;
        int longest = 0;
        for (Reading each : held.values()) {
            if (each.transformer().equals(transformer) && each.common(tokens) > longest) {
                longest = each.common(tokens);
                nearest = each;
            }
        }
        return nearest;
    }

    /** Keeps a reading. */
    public synchronized void keep(Reading reading) {
        Key key = new Key(reading.transformer(), Arrays.toString(reading.tokens()));
        if (held.put(key, reading) == null) {
            bytes += size(reading);
        }
        Iterator<Reading> eldest = held.values().iterator();
        while (bytes > most && held.size() > 1) {
            bytes -= size(eldest.next());
            eldest.remove();
        }
    }

    private static long size(Reading reading) {
        return Reading.bytes(reading.transformer(), reading.length());
    }
}
