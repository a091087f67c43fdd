package dev.headlight.text;

import org.jspecify.annotations.Nullable;

/**
 * Something the user can put right. The message is one sentence that says what is wrong, where (file,
 * byte, line) and what to do; it is shown as it is, without a stack trace.
 */
public abstract sealed class UserException extends RuntimeException
        permits UsageException, InputException, ResourceException {

    private static final long serialVersionUID = 1L;

    UserException(String sentence, @Nullable Throwable cause) {
        super(sentence, cause);
    }

    /** The exit code of the process: 2 usage, 3 input unreadable or corrupt, 4 not enough memory or disk. */
    public abstract int exitCode();
}
