package dev.headlight.training;

/**
 * A plan with a name.
 *
 * @param name as it is written on the command line
 * @param description one line for the help
 * @param plan what it asks for, not yet {@linkplain TrainingPlan#checked checked}
 */
public record Preset(String name, String description, TrainingPlan plan) {

    /** A plan that differs from another by some settings, names and values in turn. */
    Preset(String name, String description, TrainingPlan base, Object... namesAndValues) {
        this(name, description, base.with(namesAndValues));
    }
}
