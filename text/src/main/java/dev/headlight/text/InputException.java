package dev.headlight.text;

/** A file or text that cannot be read, is cut short, corrupt or of an unknown kind. */
public final class InputException extends UserException {

    private static final long serialVersionUID = 1L;

    public InputException(String sentence) {
        super(sentence, null);
    }

    public InputException(String sentence, Throwable cause) {
        super(sentence, cause);
    }

    @Override
    public int exitCode() {
        return 3;
    }
}
