package dev.headlight.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class WorkersTest {

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5})
    void everyTaskRunsOnce(int threads) {
        try (var workers = new Workers(threads)) {
            assertThat(workers.threads()).isEqualTo(threads);
            for (int count : new int[] {0, 1, 2, 3, 100, 10_000}) {
                var runs = new AtomicIntegerArray(count);
                workers.forEach(count, runs::incrementAndGet);
                for (int i = 0; i < count; i++) {
                    assertThat(runs.get(i)).isEqualTo(1);
                }
            }
        }
    }

    @Test
    void workIsShared() {
        Set<Thread> threads = ConcurrentHashMap.newKeySet();
        try (var workers = new Workers(2)) {
            // Both tasks must be under way at once for either to end.
            var arrived = new AtomicInteger();
            workers.forEach(
                    2,
                    i -> {
                        threads.add(Thread.currentThread());
                        arrived.incrementAndGet();
                        while (arrived.get() < 2) {
                            Thread.onSpinWait();
                        }
                    });
        }
        assertThat(threads).hasSize(2).contains(Thread.currentThread());
    }

    @Test
    void manyShortJobsInARow() {
        try (var workers = new Workers(3)) {
            long[] sums = new long[7];
            for (int job = 0; job < 20_000; job++) {
                workers.forEach(7, i -> sums[i]++);
            }
            assertThat(sums).containsOnly(20_000);
        }
    }

    @Test
    void parkedWorkersWake() throws InterruptedException {
        try (var workers = new Workers(2)) {
            for (int job = 0; job < 20; job++) {
                Thread.sleep(5);
                var arrived = new AtomicInteger();
                workers.forEach(
                        2,
                        i -> {
                            arrived.incrementAndGet();
                            while (arrived.get() < 2) {
                                Thread.onSpinWait();
                            }
                        });
            }
        }
    }

    @Test
    void nestedCallsRunOnTheirCaller() {
        try (var workers = new Workers(2)) {
            var runs = new AtomicInteger();
            workers.forEach(
                    8,
                    i -> {
                        Thread outer = Thread.currentThread();
                        workers.forEach(
                                5,
                                j -> {
                                    assertThat(Thread.currentThread()).isSameAs(outer);
                                    runs.incrementAndGet();
                                });
                    });
            assertThat(runs).hasValue(40);
        }
    }

    @Test
    void manyCallers() throws Exception {
        try (var workers = new Workers(3);
                var callers = Executors.newFixedThreadPool(4)) {
            List<Future<Integer>> sums = new ArrayList<>();
            for (int c = 0; c < 4; c++) {
                sums.add(
                        callers.submit(
                                () -> {
                                    var sum = new AtomicInteger();
                                    for (int job = 0; job < 500; job++) {
                                        workers.forEach(20, sum::addAndGet);
                                    }
                                    return sum.get();
                                }));
            }
            for (Future<Integer> sum : sums) {
                assertThat(sum.get()).isEqualTo(500 * 190);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4})
    void anExceptionReachesTheCallerAndTheWorkersLiveOn(int threads) {
        try (var workers = new Workers(threads)) {
            var under = new AtomicInteger();
            var begun = new AtomicInteger();
            assertThatThrownBy(
                            () ->
                                    workers.forEach(
                                            1_000_000,
                                            i -> {
                                                under.incrementAndGet();
                                                begun.incrementAndGet();
                                                try {
                                                    if (i == 10) {
                                                        throw new UnsupportedOperationException(
                                                                "ten");
                                                    }
                                                } finally {
                                                    under.decrementAndGet();
                                                }
                                            }))
                    .isInstanceOf(UnsupportedOperationException.class)
                    .hasMessage("ten");
            assertThat(under).hasValue(0);
            assertThat(begun.get()).isLessThan(1_000_000);
            assertThatThrownBy(
                            () ->
                                    workers.forEach(
                                            8,
                                            i -> {
                                                throw new AssertionError("all");
                                            }))
                    .isInstanceOf(AssertionError.class);
            var sum = new AtomicInteger();
            workers.forEach(100, sum::addAndGet);
            assertThat(sum).hasValue(4950);
        }
    }

    @Test
    void closeEndsTheThreads() {
        Set<Thread> threads = ConcurrentHashMap.newKeySet();
        var workers = new Workers(3);
        var arrived = new AtomicInteger();
        workers.forEach(
                3,
                i -> {
                    threads.add(Thread.currentThread());
                    arrived.incrementAndGet();
                    while (arrived.get() < 3) {
                        Thread.onSpinWait();
                    }
                });
        workers.close();
        workers.close();
        threads.remove(Thread.currentThread());
        assertThat(threads).hasSize(2).noneMatch(Thread::isAlive);
    }
}
