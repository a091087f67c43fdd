package dev.headlight.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headlight.text.ResourceException;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class InterruptTest {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final Interrupt interrupt =
            new Interrupt(new PrintStream(bytes, true, StandardCharsets.UTF_8));

    @Test
    void withoutWorkToSaveItIsOneLine() {
        interrupt.happened();
        assertThat(said()).isEqualTo("\nheadlight: interrupted.\n");
    }

    /** A phase of the work in which nothing is worth saving is not waited for. */
    @Test
    void workWithNothingToSaveYetIsNotWaitedFor() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        Thread thread =
                Thread.ofPlatform()
                        .daemon()
                        .start(
                                () ->
                                        interrupt.saveIf(
                                                () -> false,
                                                () -> {
                                                    begun.countDown();
                                                    try {
                                                        end.await();
                                                    } catch (InterruptedException e) {
                                                        Thread.currentThread().interrupt();
                                                    }
                                                    return 1;
                                                },
                                                n -> "never said"));
        begun.await();
        interrupt.happened();
        assertThat(said()).isEqualTo("\nheadlight: interrupted.\n");
        assertThat(thread.isAlive()).isTrue();
        end.countDown();
    }

    @Test
    void whatIsDoneAlreadyIsSaid() {
        interrupt.done("The model lies there.");
        interrupt.happened();
        assertThat(said()).isEqualTo("\nheadlight: interrupted. The model lies there.\n");
    }

    @Test
    void anOrdinaryEndIsNoInterrupt() {
        assertThat(interrupt.<Integer>save(() -> {}, () -> 3, n -> "never said")).isEqualTo(3);
        interrupt.over();
        interrupt.happened();
        assertThat(said()).isEmpty();
    }

    @Test
    void afterTheWorkItIsOneLineAgain() {
        assertThatThrownBy(
                        () ->
                                interrupt.save(
                                        () -> {},
                                        () -> {
                                            throw new ResourceException("full");
                                        },
                                        n -> "never said"))
                .isInstanceOf(ResourceException.class);
        interrupt.save(() -> {}, () -> 3, n -> "never said");
        interrupt.happened();
        assertThat(said()).isEqualTo("\nheadlight: interrupted.\n");
    }

    @Test
    void workIsAskedToStopAndWhatCameOfItIsSaid() throws InterruptedException {
        Thread thread = interruptWhile(() -> 41);
        assertThat(said())
                .isEqualTo(
                        "\nheadlight: interrupted; saving after the step under way.\nsaved at step 41\n");
        assertThat(thread.isAlive()).as("nothing more is begun").isTrue();
    }

    @Test
    void workThatFailsMeanwhileIsSaidToo() throws InterruptedException {
        Thread thread =
                interruptWhile(
                        () -> {
                            throw new ResourceException("the disk is full");
                        });
        assertThat(said()).endsWith("under way.\nheadlight: the disk is full.\n");
        assertThat(thread.isAlive()).isTrue();
    }

    /** Work that ends once it is asked to, in a thread that then waits for the end of the process. */
    private Thread interruptWhile(Supplier<Integer> end) throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch asked = new CountDownLatch(1);
        Supplier<Integer> work =
                () -> {
                    begun.countDown();
                    await(asked);
                    return end.get();
                };
        Thread thread =
                Thread.ofPlatform()
                        .daemon()
                        .start(
                                () ->
                                        interrupt.save(
                                                asked::countDown, work, n -> "saved at step " + n));
        begun.await();
        interrupt.happened();
        thread.join(100);
        return thread;
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private String said() {
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
