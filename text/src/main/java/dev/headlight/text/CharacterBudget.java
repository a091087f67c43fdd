package dev.headlight.text;

/**
 * How many characters may still be read. Either a limit that the user's {@code --max-tokens} justifies,
 * which ends the reading quietly, or what fits into memory, which is an error to go beyond.
 */
final class CharacterBudget {

    private final boolean asked;
    private long left;
    private boolean reached;

    private CharacterBudget(boolean asked, long left) {
        this.asked = asked;
        this.left = left;
    }

    /**
     * The budget of a reading.
     *
     * @param maxCharacters what the user's limit justifies
     * @param memory what fits into memory
     */
    static CharacterBudget of(long maxCharacters, long memory) {
        return new CharacterBudget(maxCharacters <= memory, Math.min(maxCharacters, memory));
    }

    /**
     * Counts characters that have been read.
     *
     * @throws ResourceException where they are more than fits into memory
     */
    void spend(long characters) {
        left -= characters;
        if (left < 0 && !asked) {
            throw new ResourceException(
                    "the text is larger than memory has room for; limit it with --max-documents or"
                            + " --max-tokens, or give Java more (JAVA_TOOL_OPTIONS=-Xmx8g).");
        }
        reached |= left <= 0;
    }

    /** Whether nothing more may be read. */
    boolean reached() {
        return reached;
    }

    /** Characters beyond the budget that the last spending has read. */
    int excess() {
        return (int) Math.max(0, -left);
    }
}
