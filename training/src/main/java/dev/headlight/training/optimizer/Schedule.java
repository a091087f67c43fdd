package dev.headlight.training.optimizer;

/**
 * The learning rate over a run as a share of its peak, counted in optimizer steps from 0: {@code (s + 1) / (warmup +
 * 1)} while {@code s < warmup}, then {@code floor + (1 - floor) (1 + cos(pi p)) / 2} with {@code p = (s - warmup) /
 * (steps - warmup)}, and {@code floor} from {@code steps} on. Source: Loshchilov and Hutter 2017 (arXiv
 * 1608.03983), one cycle.
 *
 * @param warmup steps in which the rate rises
 * @param steps of the whole run
 * @param floor share of the peak at the end, 0 to 1
 */
public record Schedule(long warmup, long steps, double floor) {

    public Schedule {
        if (warmup < 0 || steps < 1 || !(floor >= 0 && floor <= 1)) {
            throw new IllegalArgumentException(
                    warmup + " steps of warm-up in " + steps + ", floor " + floor);
        }
    }

    /** The share of the peak at the step that follows {@code step} steps taken. */
    public double factor(long step) {
        if (step < warmup) {
            return (step + 1.0) / (warmup + 1.0);
        }
        if (step >= steps) {
            return floor;
        }
        double progress = (double) (step - warmup) / (steps - warmup);
        return floor + (1 - floor) * (1 + Math.cos(Math.PI * progress)) / 2;
    }
}
