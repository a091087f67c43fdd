package dev.headlight.analysis.simulation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * How many simulations are run, and where their tables go: few and nowhere in the ordinary build; many, into the folder
 * that the system property {@code headlight.statistics} names, in the full form.
 */
public final class Simulations {

    private static final @Nullable String FOLDER = System.getProperty("headlight.statistics");

    private Simulations() {}

    /** Whether the full form was asked for. */
    public static boolean full() {
        return FOLDER != null;
    }

    /** How many simulations to run. */
    public static int count(int brief, int inFull) {
        return full() ? inFull : brief;
    }

    /** The random numbers of one simulation: a function of what is simulated, of its number and of the units alone. */
    public static Random random(int what, int simulation, int units) {
        long key = (long) what << 56 ^ (long) units << 32 ^ simulation;
        return new Random(new SplittableRandom(key).nextLong());
    }

    /** Units called {@code d0, d1, ...}. */
    public static List<String> ids(int n) {
        return IntStream.range(0, n).mapToObj(i -> "d" + i).toList();
    }

    /** A share as a percentage with one decimal. */
    public static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f%%", 100 * share);
    }

    /** A table in the making. */
    public static final class Table {

        private final List<String> lines = new ArrayList<>();

        public Table(String... heads) {
            row(heads);
            lines.add("|" + "---|".repeat(heads.length));
        }

        /** Adds a row. */
        public Table row(String... cells) {
            lines.add("| " + String.join(" | ", cells) + " |");
            return this;
        }

        /** In the full form writes the table, with what it rests on before it; else nothing. */
        public void write(String name, String basis) {
            if (FOLDER == null) {
                return;
            }
            try {
                Path folder = Files.createDirectories(Path.of(FOLDER));
                String text = basis + "\n\n" + String.join("\n", lines) + "\n";
                Files.writeString(folder.resolve(name + ".md"), text);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
