package dev.headlight.model.tokenizer;

import java.util.Arrays;

/**
 * Which two neighbours make which piece: {@code (left, right) -> id}, found once by cutting every piece in
 * two at each place. A symbol is a number: a piece's id, or {@code vocab + codePoint} for a character that
 * is no piece.
 *
 * <p>Looking a pair of numbers up needs no string, and most pairs of a text make no piece.
 */
final class MergeTable {

    private static final int NONE = -1;

    private final int vocab;
    private final int[] pieceOfCodePoint = new int[0x10000];
    private final PieceTable pieces;
    private final LongMap joints = new LongMap();
    private final LongMap adjacent = new LongMap();

    MergeTable(PieceTable pieces) {
        this.pieces = pieces;
        this.vocab = pieces.size();
        Arrays.fill(pieceOfCodePoint, NONE);
        for (int id = 0; id < vocab; id++) {
            if (pieces.mergeable(id)) {
                cut(id, pieces.text(id));
            }
        }
    }

    private void cut(int id, String text) {
        int codePoints = text.codePointCount(0, text.length());
        if (codePoints == 1) {
            int only = text.codePointAt(0);
            if (only < pieceOfCodePoint.length) {
                pieceOfCodePoint[only] = pieces.idOf(text);
            }
            return;
        }
        if (pieces.idOf(text) != id) {
            return; // a later piece of the same text is never made
        }
        for (int at = text.offsetByCodePoints(0, 1);
                at < text.length();
                at = text.offsetByCodePoints(at, 1)) {
            int left = symbol(text.substring(0, at));
            int right = symbol(text.substring(at));
            if (left != NONE && right != NONE) {
                joints.put(pair(left, right), id);
            }
            adjacent.put(pair(text.codePointBefore(at), text.codePointAt(at)), id);
        }
    }

    private int symbol(String text) {
        int id = pieces.idOf(text);
        if (id != NONE) {
            return id;
        }
        int first = text.codePointAt(0);
        return Character.charCount(first) == text.length() ? vocab + first : NONE;
    }

    /** The symbol of one character. */
    int symbol(int codePoint) {
        int id =
                codePoint < pieceOfCodePoint.length
                        ? pieceOfCodePoint[codePoint]
                        : pieces.idOf(Character.toString(codePoint));
        return id != NONE ? id : vocab + codePoint;
    }

    int codePointOf(int symbol) {
        return symbol - vocab;
    }

    /** The piece that two neighbours make, or -1. */
    int joint(int left, int right) {
        return joints.valueOf(pair(left, right));
    }

    /** Whether two characters stand beside each other in any piece: if not, no merge reaches across them. */
    boolean adjacent(int left, int right) {
        return adjacent.valueOf(pair(left, right)) != NONE;
    }

    private static long pair(int left, int right) {
        return (long) left << 32 | right;
    }
}
