package dev.headlight.analysis.tally;

import dev.headlight.engine.AttentionTile;

/** All tallies of one head over rows of one window of text. */
public final class HeadTally implements Tally<HeadTally> {

    private final EntropyTally entropy = new EntropyTally();
    private final DistanceTally distance;
    private final KeyTally keys;
    private final MatchTally matches;
    private final MatchTally shuffled;
    private final TokenSetTally sets;
    private final RowSampleTally sample;

    /**
     * An empty tally.
     *
     * @param rows highest row that will be seen, plus 1
     * @param tokens of the window
     */
    public HeadTally(int rows, WindowTokens tokens) {
        distance = new DistanceTally(rows);
        keys = new KeyTally(rows);
        matches = new MatchTally(tokens.matches());
        shuffled = new MatchTally(tokens.shuffled());
        sets = new TokenSetTally(tokens.sets());
        sample = new RowSampleTally(tokens.sample());
    }

    @Override
    public void accept(AttentionTile tile, RowScales scales) {
        entropy.accept(tile, scales);
        distance.accept(tile, scales);
        keys.accept(tile, scales);
        matches.accept(tile, scales);
        shuffled.accept(tile, scales);
        sets.accept(tile, scales);
        sample.accept(tile, scales);
    }

    @Override
    public void combine(HeadTally other) {
        entropy.combine(other.entropy);
        distance.combine(other.distance);
        keys.combine(other.keys);
        matches.combine(other.matches);
        shuffled.combine(other.shuffled);
        sets.combine(other.sets);
        sample.combine(other.sample);
    }

    public EntropyTally entropy() {
        return entropy;
    }

    public DistanceTally distance() {
        return distance;
    }

    public KeyTally keys() {
        return keys;
    }

    public MatchTally matches() {
        return matches;
    }

    /** Matches of the shuffled tokens. */
    public MatchTally shuffled() {
        return shuffled;
    }

    public TokenSetTally sets() {
        return sets;
    }

    /** The rows that were to be kept. */
    public RowSampleTally sample() {
        return sample;
    }
}
