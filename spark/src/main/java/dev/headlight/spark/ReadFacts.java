package dev.headlight.spark;

import dev.headlight.analysis.FactsTally;
import java.io.Serializable;
import java.util.TreeMap;

/** What one reading of the text gave: the facts that scoring needs, and the documents that are none. */
final class ReadFacts implements Serializable {

    /** Corrupt documents that are named, the first in the order of their ids. */
    private static final int NAMED = 5;

    final FactsTally facts;
    final TreeMap<Integer, Integer> vectorBits = new TreeMap<>(); // partitions by width of vectors
    private final TreeMap<String, String> problems = new TreeMap<>(); // by id, at most NAMED
    private long corrupt;

    ReadFacts(int vocab, long firstTokens) {
        facts = new FactsTally(vocab, firstTokens);
    }

    void addCorrupt(String id, String problem) {
        corrupt++;
        name(id, problem);
    }

    private void name(String id, String problem) {
        problems.put(id, problem);
        if (problems.size() > NAMED) {
            problems.pollLastEntry();
        }
    }

    ReadFacts combine(ReadFacts other) {
        facts.combine(other.facts);
        corrupt += other.corrupt;
        other.problems.forEach(this::name);
        other.vectorBits.forEach((bits, n) -> vectorBits.merge(bits, n, Integer::sum));
        return this;
    }

    /** Documents that could not be read. */
    long corrupt() {
        return corrupt;
    }

    /** Documents in all. */
    long documents() {
        return facts.documents() + facts.shortDocuments() + corrupt;
    }

    /** Why the first of them could not be read, each a sentence. */
    String problems() {
        return String.join(" ", problems.values());
    }
}
