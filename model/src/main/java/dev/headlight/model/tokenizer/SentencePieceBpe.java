package dev.headlight.model.tokenizer;

import dev.headlight.model.Tokenizer;
import java.util.OptionalInt;
import java.util.PriorityQueue;

/**
 * SentencePiece's byte-pair encoding, the tokenizer of Llama 2, llama2.c and GGUF's {@code llama}
 * vocabularies.
 *
 * <p>A space is put before the text, if the vocabulary was trained so; the text is cut into code points; then, again and again, the
 * neighbours whose joint piece has the highest score become that piece, the leftmost first among equals
 * (Sennrich et al. 2016, with scores in place of merge ranks). What is left and is no piece falls back to
 * the pieces of its UTF-8 bytes, {@code <0x0A>}, or to the unknown piece where the vocabulary has none.
 * Pieces that the trainer was given whole (user-defined) are cut out of the text before all that, the
 * longest first. Names of special pieces in a text are text like any other.
 *
 * <p>Merges never reach across two characters that stand beside each other in no piece, so the text is
 * cut there first; within a stretch candidates wait in a heap, as in the original: {@code O(n log n)}.
 */
public final class SentencePieceBpe implements Tokenizer {

    private static final int NONE = -1;

    private final PieceTable pieces;
    private final MergeTable merges;
    private final OptionalInt bos;
    private final OptionalInt eos;
    private final boolean addBos;
    private final boolean spacePrefix;
    private final boolean markedSpaces;

    /**
     * @param spacePrefix whether a space is put before a text, and taken away again in decoding
     * @param markedSpaces whether U+2581 in a text is a space, as it is where the pieces were trained with
     *     that mark
     */
    SentencePieceBpe(
            PieceTable pieces,
            OptionalInt bos,
            OptionalInt eos,
            boolean addBos,
            boolean spacePrefix,
            boolean markedSpaces) {
        this.pieces = pieces;
        this.spacePrefix = spacePrefix;
        this.markedSpaces = markedSpaces;
        this.merges = new MergeTable(pieces);
        this.bos = bos;
        this.eos = eos;
        this.addBos = addBos;
    }

    @Override
    public int vocab() {
        return pieces.size();
    }

    @Override
    public int[] encode(String text) {
        if (text.isEmpty()) {
            return new int[0];
        }
        String marked = markedSpaces ? text.replace('\u2581', ' ') : text;
        String prefixed = spacePrefix ? " " + marked : marked;
        int[] codePoints = prefixed.codePoints().map(SentencePieceBpe::scalar).toArray();
        IntList ids = new IntList(codePoints.length / 2);
        int start = 0;
        for (int i = 0; i < codePoints.length; ) {
            int whole = pieces.userDefinedAt(codePoints, i);
            if (whole != NONE) {
                encode(codePoints, start, i, ids);
                ids.add(whole);
                i += pieces.codePoints(whole);
                start = i;
            } else {
                boolean last = i + 1 == codePoints.length;
                if (last || !merges.adjacent(codePoints[i], codePoints[i + 1])) {
                    encode(codePoints, start, i + 1, ids);
                    start = i + 1;
                }
                i++;
            }
        }
        return ids.toArray();
    }

    private void encode(int[] codePoints, int from, int to, IntList ids) {
        if (from < to) {
            Symbols symbols = new Symbols(codePoints, from, to);
            symbols.merge();
            symbols.addTo(ids);
        }
    }

    /** A surrogate without its other half is no character: U+FFFD stands for it. */
    private static int scalar(int codePoint) {
        return codePoint >= 0xD800 && codePoint <= 0xDFFF ? 0xFFFD : codePoint;
    }

    @Override
    public String decode(int... ids) {
        ByteList bytes = new ByteList(4 * ids.length + 16);
        boolean atStart = spacePrefix;
        for (int id : ids) {
            if (pieces.special(id)) {
                atStart |= spacePrefix && bos.isPresent() && id == bos.getAsInt();
                continue;
            }
            byte[] piece = pieces.bytes(id);
            int from = atStart && piece.length > 0 && piece[0] == ' ' ? 1 : 0;
            bytes.add(piece, from, piece.length);
            atStart = false;
        }
        return bytes.text();
    }

    @Override
    public String piece(int id) {
        return pieces.shown(id);
    }

    @Override
    public OptionalInt bos() {
        return addBos ? bos : OptionalInt.empty();
    }

    @Override
    public OptionalInt eos() {
        return eos;
    }

    @Override
    public boolean special(int id) {
        return pieces.special(id);
    }

    /** Two neighbours that could become {@code id}; {@code length} tells whether they still are what they were. */
    private record Candidate(int left, int right, int id, float score, int length)
            implements Comparable<Candidate> {
        @Override
        public int compareTo(Candidate other) {
            int byScore = Float.compare(other.score, score);
            return byScore != 0 ? byScore : Integer.compare(left, other.left);
        }
    }

    /** A stretch of text as a linked list of symbols that grow together, each named by its first character. */
    private final class Symbols {

        private final int[] id;
        private final int[] length;
        private final int[] next;
        private final int[] previous;
        private final PriorityQueue<Candidate> candidates = new PriorityQueue<>();

        Symbols(int[] codePoints, int from, int to) {
            int count = to - from;
            id = new int[count];
            length = new int[count];
            next = new int[count];
            previous = new int[count];
            for (int i = 0; i < count; i++) {
                id[i] = merges.symbol(codePoints[from + i]);
                length[i] = 1;
                previous[i] = i - 1;
                next[i] = i + 1 < count ? i + 1 : NONE;
            }
        }

        void merge() {
            for (int i = 0; i + 1 < id.length; i++) {
                propose(i, i + 1);
            }
            for (Candidate c = candidates.poll(); c != null; c = candidates.poll()) {
                boolean stale =
                        length[c.left] == 0
                                || next[c.left] != c.right
                                || length[c.left] + length[c.right] != c.length;
                if (stale) {
                    continue;
                }
                id[c.left] = c.id;
                length[c.left] = c.length;
                length[c.right] = 0;
                next[c.left] = next[c.right];
                if (next[c.right] != NONE) {
                    previous[next[c.right]] = c.left;
                }
                propose(previous[c.left], c.left);
                propose(c.left, next[c.left]);
            }
        }

        private void propose(int left, int right) {
            if (left == NONE || right == NONE) {
                return;
            }
            int joint = merges.joint(id[left], id[right]);
            if (joint != NONE) {
                candidates.add(
                        new Candidate(
                                left,
                                right,
                                joint,
                                pieces.score(joint),
                                length[left] + length[right]));
            }
        }

        void addTo(IntList ids) {
            for (int i = 0; i != NONE; i = next[i]) {
                if (id[i] < pieces.size()) {
                    ids.add(id[i]);
                } else {
                    pieces.fallBack(merges.codePointOf(id[i]), ids);
                }
            }
        }
    }
}
