package dev.headlight.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headlight.text.InputException;
import dev.headlight.text.ResourceException;
import dev.headlight.text.UsageException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import org.junit.jupiter.api.Test;

class FailureTest {

    @Test
    void theUsersFailuresKeepTheirSentenceAndCode() {
        assertThat(Failure.of(new UsageException("a"))).isEqualTo(new Failure(2, "a."));
        assertThat(Failure.of(new InputException("b."))).isEqualTo(new Failure(3, "b."));
        assertThat(Failure.of(new RuntimeException(new ResourceException("c\nd"))))
                .isEqualTo(new Failure(4, "c d."));
    }

    @Test
    void memoryAndDiskAreFour() {
        assertThat(Failure.of(new OutOfMemoryError("Java heap space")).exitCode()).isEqualTo(4);
        assertThat(Failure.of(new IllegalStateException(new OutOfMemoryError())).exitCode())
                .isEqualTo(4);
        Failure full =
                Failure.of(new UncheckedIOException(new IOException("No space left on device")));
        assertThat(full.exitCode()).isEqualTo(4);
        assertThat(full.sentence()).startsWith("the disk is full");
        assertThat(Failure.of(new AccessDeniedException("/x/y")).sentence())
                .isEqualTo("reading or writing /x/y failed: access denied.");
    }

    @Test
    void aModelThatChangesUnderTheMappingIsInput() {
        Throwable fault =
                new InternalError(
                        "a fault occurred in a recent unsafe memory access operation in compiled"
                                + " Java code");
        assertThat(Failure.of(fault).exitCode()).isEqualTo(3);
    }

    @Test
    void ourOwnFaultSaysSoAndWhere() {
        Failure failure = Failure.of(new IllegalStateException("x"));
        assertThat(failure.exitCode()).isEqualTo(1);
        assertThat(failure.sentence())
                .contains("IllegalStateException at FailureTest.java:")
                .contains("--debug");
    }
}
