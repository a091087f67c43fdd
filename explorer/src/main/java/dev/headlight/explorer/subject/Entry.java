package dev.headlight.explorer.subject;

/**
 * A model that can be asked for.
 *
 * @param id by which the page names it
 * @param title for people
 * @param kind what sort of model it is
 * @param step optimizer steps taken where it is a checkpoint, else -1
 */
public record Entry(String id, String title, Kind kind, long step) {

    /** Sort of model. */
    public enum Kind {
        /** What the explorer was started with. */
        MODEL,
        /** A state that a training run passed through. */
        CHECKPOINT,
        /** The first model's architecture with random weights. */
        CONTROL,
        /** The model wired by hand. */
        WIRED
    }
}
