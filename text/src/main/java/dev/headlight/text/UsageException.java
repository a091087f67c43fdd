package dev.headlight.text;

/** What was asked for cannot be done as asked: an option or a combination of options. */
public final class UsageException extends UserException {

    private static final long serialVersionUID = 1L;

    public UsageException(String sentence) {
        super(sentence, null);
    }

    public UsageException(String sentence, Throwable cause) {
        super(sentence, cause);
    }

    @Override
    public int exitCode() {
        return 2;
    }
}
