package dev.headlight.training;

/**
 * One optimizer step.
 *
 * @param step the number of steps taken, this one counted
 * @param loss mean over the step's tokens before it, in nats
 * @param gradientNorm of all gradients together, before clipping
 * @param factor share of the peak learning rate
 */
public record StepReport(long step, double loss, double gradientNorm, double factor) {}
