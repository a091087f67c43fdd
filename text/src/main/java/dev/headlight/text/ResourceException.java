package dev.headlight.text;

/** The machine lacks the memory or the disk space for what was asked. */
public final class ResourceException extends UserException {

    private static final long serialVersionUID = 1L;

    public ResourceException(String sentence) {
        super(sentence, null);
    }

    public ResourceException(String sentence, Throwable cause) {
        super(sentence, cause);
    }

    @Override
    public int exitCode() {
        return 4;
    }
}
