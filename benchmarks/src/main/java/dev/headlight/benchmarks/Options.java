package dev.headlight.benchmarks;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code --name value} pairs of a benchmark's command line. */
record Options(List<String> words) {

    static Options of(String[] args) {
        if (args.length % 2 != 0) {
            throw new IllegalArgumentException("options are pairs: --name value");
        }
        return new Options(List.of(args));
    }

    @Nullable String text(String name) {
        int at = words.indexOf("--" + name);
        return at < 0 ? null : words.get(at + 1);
    }

    double number(String name, double otherwise) {
        String text = text(name);
        return text == null ? otherwise : Double.parseDouble(text);
    }
}
