package dev.headlight.model.tokenizer;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The pieces of a SentencePiece-style vocabulary: what each id stands for, and which ids its bytes and
 * its user-defined pieces have. Spaces in pieces are spaces here, not U+2581.
 */
final class PieceTable {

    /** What a piece is; the names are SentencePiece's. */
    enum Kind {
        NORMAL,
        UNKNOWN,
        CONTROL,
        USER_DEFINED,
        UNUSED,
        BYTE
    }

    private static final int NONE = -1;

    private final byte[][] bytes;
    private final String[] names;
    private final float[] scores;
    private final Kind[] kinds;
    private final Map<String, Integer> ids;
    private final int[] byteIds = new int[256];
    private final int[][] userDefined;
    private final int[] userDefinedIds;
    private final int unknown;

    /**
     * @param texts [vocab] UTF-8 of each piece; a byte piece is written {@code <0x0A>}
     * @param scores [vocab]
     * @param kinds [vocab]
     * @param unknown id that stands for what has neither piece nor bytes, or -1
     */
    PieceTable(List<byte[]> texts, float[] scores, Kind[] kinds, int unknown) {
        int vocab = texts.size();
        this.scores = scores;
        this.kinds = kinds;
        this.unknown = unknown;
        bytes = new byte[vocab][];
        names = new String[vocab];
        ids = HashMap.newHashMap(vocab);
        Arrays.fill(byteIds, NONE);
        List<Integer> whole = new ArrayList<>();
        for (int id = 0; id < vocab; id++) {
            byte[] utf8 = texts.get(id);
            String strict = strict(utf8);
            names[id] = strict != null ? strict : new String(utf8, StandardCharsets.UTF_8);
            bytes[id] = utf8;
            if (kinds[id] == Kind.BYTE) {
                int value = byteValue(names[id]);
                bytes[id] = new byte[] {(byte) value};
                byteIds[value] = id;
            } else if (utf8.length == 0 || strict == null) {
                kinds[id] = kinds[id] == Kind.NORMAL ? Kind.UNUSED : kinds[id];
            } else if (kinds[id] == Kind.NORMAL) {
                ids.putIfAbsent(names[id], id);
            } else if (kinds[id] == Kind.USER_DEFINED) {
                whole.add(id);
            }
        }
        whole.sort(Comparator.comparingInt((Integer id) -> names[id].length()).reversed());
        userDefinedIds = whole.stream().mapToInt(Integer::intValue).toArray();
        userDefined =
                whole.stream().map(id -> names[id].codePoints().toArray()).toArray(int[][]::new);
    }

    /** The byte that {@code <0x0A>} stands for, or -1 where a text is no such name. */
    static int byteValue(String name) {
        boolean form =
                name.length() == 6
                        && name.startsWith("<0x")
                        && name.endsWith(">")
                        && Character.digit(name.charAt(3), 16) >= 0
                        && Character.digit(name.charAt(4), 16) >= 0;
        return form
                ? 16 * Character.digit(name.charAt(3), 16) + Character.digit(name.charAt(4), 16)
                : NONE;
    }

    private static @Nullable String strict(byte[] utf8) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }

    int size() {
        return bytes.length;
    }

    byte[] bytes(int id) {
        return bytes[id];
    }

    String text(int id) {
        return names[id];
    }

    int codePoints(int id) {
        return names[id].codePointCount(0, names[id].length());
    }

    float score(int id) {
        return scores[id];
    }

    boolean mergeable(int id) {
        return kinds[id] == Kind.NORMAL;
    }

    boolean special(int id) {
        return kinds[id] == Kind.CONTROL || kinds[id] == Kind.UNKNOWN;
    }

    /** The normal piece with this text, or -1. */
    int idOf(String text) {
        return ids.getOrDefault(text, NONE);
    }

    /** The longest user-defined piece that begins at {@code at}, or -1. */
    int userDefinedAt(int[] codePoints, int at) {
        for (int i = 0; i < userDefined.length; i++) {
            int[] piece = userDefined[i];
            if (at + piece.length <= codePoints.length
                    && Arrays.equals(piece, 0, piece.length, codePoints, at, at + piece.length)) {
                return userDefinedIds[i];
            }
        }
        return NONE;
    }

    /** Adds the pieces of the UTF-8 bytes of a character, or one unknown piece for a run of such characters. */
    void fallBack(int codePoint, IntList to) {
        byte[] utf8 = Character.toString(codePoint).getBytes(StandardCharsets.UTF_8);
        boolean known = true;
        for (byte b : utf8) {
            known &= byteIds[b & 0xFF] != NONE;
        }
        if (known) {
            for (byte b : utf8) {
                to.add(byteIds[b & 0xFF]);
            }
        } else if (unknown != NONE && !to.endsWith(unknown)) {
            to.add(unknown);
        }
    }

    /** A piece as a person should see it. */
    String shown(int id) {
        String name = special(id) ? names[id].strip() : names[id];
        return name.isEmpty() ? "<" + id + ">" : name;
    }
}
