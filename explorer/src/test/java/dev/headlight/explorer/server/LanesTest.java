package dev.headlight.explorer.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LanesTest {

    private final Lanes lanes = new Lanes(1);
    private final CountDownLatch gate = new CountDownLatch(1);

    @AfterEach
    void close() {
        gate.countDown();
        lanes.close();
    }

    private Lanes.Task<String> waiting(String name, long order) {
        return lanes.submit(
                new Lanes.Line(name, order),
                stop -> {
                    try {
                        gate.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    stop.check();
                    return name + order;
                });
    }

    @Test
    void theNewestOfALineIsComputedInWhateverOrderTheyCome() throws Exception {
        Lanes.Task<String> first = waiting("a", 1);
        Lanes.Task<String> third = waiting("a", 3);
        Lanes.Task<String> second = waiting("a", 2); // overtaken
        Lanes.Task<String> other = waiting("b", 1);
        Lanes.Task<String> nobodys = waiting("", 0);
        gate.countDown();
        assertThat(third.result().get(30, TimeUnit.SECONDS)).isEqualTo("a3");
        assertThat(other.result().get(30, TimeUnit.SECONDS)).isEqualTo("b1");
        assertThat(nobodys.result().get(30, TimeUnit.SECONDS)).isEqualTo("0");
        assertThat(first.asked()).isTrue();
        assertThat(second.asked()).isTrue();
        assertThat(first.result()).isCompletedExceptionally();
        assertThat(second.result()).isCompletedExceptionally();
    }

    @Test
    void aLongLineIsRefused() throws Exception {
        List<Lanes.Task<String>> tasks = new ArrayList<>();
        assertThatThrownBy(
                        () -> {
                            for (int n = 0; n < 100; n++) {
                                tasks.add(waiting("", n));
                            }
                        })
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("try again in a moment");
        gate.countDown();
        for (Lanes.Task<String> task : tasks) {
            task.result().get(30, TimeUnit.SECONDS);
        }
        assertThat(waiting("", 0).result().get(30, TimeUnit.SECONDS)).isEqualTo("0");
    }

    /** What nobody waits for goes on only while nothing urgent is under way; and it can be stopped meanwhile. */
    @Test
    void whatIsNotUrgentGivesWay() throws Exception {
        try (Lanes unhurried = new Lanes(1, lanes)) {
            Lanes.Task<String> urgent = waiting("a", 1);
            Lanes.Task<String> later =
                    unhurried.submit(
                            new Lanes.Line("b", 1),
                            stop -> {
                                stop.giveWay();
                                return "urgent done: " + urgent.result().isDone();
                            });
            Lanes.Task<String> stopped =
                    unhurried.submit(
                            Lanes.Line.NONE,
                            stop -> {
                                stop.giveWay();
                                return "went on";
                            });
            stopped.stop();
            assertThatThrownBy(() -> later.result().get(200, TimeUnit.MILLISECONDS))
                    .isInstanceOf(TimeoutException.class);
            gate.countDown();
            assertThat(later.result().get(30, TimeUnit.SECONDS)).isEqualTo("urgent done: true");
            assertThatThrownBy(() -> stopped.result().get(30, TimeUnit.SECONDS))
                    .hasCauseInstanceOf(CancellationException.class);
        }
    }

    @Test
    void whatIsOlderIsStoppedAndWhatIsNewerGoesOn() throws Exception {
        Lanes.Task<String> older = waiting("a", 3);
        lanes.stop(new Lanes.Line("a", 2)); // overtaken on its way
        assertThat(older.asked()).isFalse();
        lanes.stop(new Lanes.Line("b", 9));
        lanes.stop(new Lanes.Line("a", 4));
        assertThat(older.asked()).isTrue();
        gate.countDown();
        assertThatThrownBy(() -> older.result().get(30, TimeUnit.SECONDS))
                .hasCauseInstanceOf(CancellationException.class);
    }
}
