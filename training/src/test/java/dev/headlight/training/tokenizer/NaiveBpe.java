package dev.headlight.training.tokenizer;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The definition, done naively: all pairs counted anew for every merge, words by words, tokens as strings; and
 * encoding by the rank of the merge, one at a time.
 */
final class NaiveBpe {

    final List<String> tokens = new ArrayList<>();
    final List<String> merges = new ArrayList<>();

    /** GPT-2's {@code bytes_to_unicode}: printable Latin-1 is itself, the others follow U+0100. */
    static String letters(String text) {
        StringBuilder letters = new StringBuilder();
        for (byte signed : text.getBytes(StandardCharsets.UTF_8)) {
            letters.append(letter(signed & 0xff));
        }
        return letters.toString();
    }

    private static char letter(int wanted) {
        int others = 0;
        for (int b = 0; b < 256; b++) {
            boolean printable =
                    b >= '!' && b <= '~' || b >= 0xA1 && b <= 0xAC || b >= 0xAE && b <= 0xFF;
            if (b == wanted) {
                return (char) (printable ? b : 256 + others);
            }
            others += printable ? 0 : 1;
        }
        throw new AssertionError();
    }

    NaiveBpe(List<String> pieces, int entries) {
        tokens.add("<|endoftext|>");
        List<String> letters = new ArrayList<>();
        for (int b = 0; b < 256; b++) {
            letters.add(String.valueOf(letter(b)));
        }
        letters.sort(Comparator.naturalOrder());
        tokens.addAll(letters);
        Map<String, Long> times = new HashMap<>();
        pieces.forEach(piece -> times.merge(letters(piece), 1L, Long::sum));
        Map<List<String>, Long> words = new LinkedHashMap<>();
        times.forEach((word, n) -> words.merge(List.of(word.split("")), n, Long::sum));
        while (tokens.size() < entries) {
            Map<List<String>, Long> pairs = new HashMap<>();
            words.forEach(
                    (word, n) -> {
                        for (int i = 0; i + 1 < word.size(); i++) {
                            pairs.merge(List.of(word.get(i), word.get(i + 1)), n, Long::sum);
                        }
                    });
            List<String> best =
                    pairs.entrySet().stream()
                            .filter(e -> e.getValue() >= 2)
                            .min(
                                    Comparator.<Map.Entry<List<String>, Long>>comparingLong(
                                                    e -> -e.getValue())
                                            .thenComparingInt(
                                                    e -> tokens.indexOf(e.getKey().get(0)))
                                            .thenComparingInt(
                                                    e -> tokens.indexOf(e.getKey().get(1))))
                            .map(Map.Entry::getKey)
                            .orElse(null);
            if (best == null) {
                return;
            }
            merges.add(best.get(0) + " " + best.get(1));
            String token = best.get(0) + best.get(1);
            if (!tokens.contains(token)) {
                tokens.add(token);
            }
            Map<List<String>, Long> merged = new LinkedHashMap<>();
            words.forEach((word, n) -> merged.merge(join(word, best), n, Long::sum));
            words.clear();
            words.putAll(merged);
        }
    }

    private static List<String> join(List<String> word, List<String> pair) {
        List<String> joined = new ArrayList<>();
        int i = 0;
        while (i < word.size()) {
            boolean here = i + 1 < word.size() && word.subList(i, i + 2).equals(pair);
            joined.add(here ? word.get(i) + word.get(i + 1) : word.get(i));
            i += here ? 2 : 1;
        }
        return joined;
    }

    /** Ids of one piece: always the earliest merge that is possible. */
    List<Integer> encode(String piece) {
        List<String> word = List.of(letters(piece).split(""));
        for (String merge : merges) {
            word = join(word, List.of(merge.split(" ")));
        }
        return word.stream().map(tokens::indexOf).toList();
    }
}
