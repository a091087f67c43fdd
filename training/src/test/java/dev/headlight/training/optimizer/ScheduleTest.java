package dev.headlight.training.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ScheduleTest {

    @Test
    void risesThenFallsToTheFloor() {
        Schedule schedule = new Schedule(4, 12, 0.1);
        double[] expected = new double[14];
        for (int s = 0; s < 14; s++) {
            expected[s] =
                    s < 4
                            ? (s + 1) / 5.0
                            : s < 12
                                    ? 0.1 + 0.9 * 0.5 * (1 + Math.cos(Math.PI * (s - 4) / 8))
                                    : 0.1;
            assertThat(schedule.factor(s)).as("step %d", s).isEqualTo(expected[s], within(1e-12));
        }
        assertThat(schedule.factor(4)).isEqualTo(1);
        assertThat(schedule.factor(8)).isEqualTo(0.55, within(1e-12));
    }

    @Test
    void withoutWarmUpItStartsAtThePeak() {
        assertThat(new Schedule(0, 10, 0).factor(0)).isEqualTo(1);
    }

    @Test
    void refusesWhatIsNoSchedule() {
        assertThatThrownBy(() -> new Schedule(-1, 10, 0))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Schedule(1, 0, 0))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Schedule(1, 10, Double.NaN))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
