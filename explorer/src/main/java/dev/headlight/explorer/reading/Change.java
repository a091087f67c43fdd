package dev.headlight.explorer.reading;

/** What a head that is experimented on hands on instead of its own output. */
public enum Change {
    /** Nothing. */
    OFF,
    /** Its values under uniform attention. */
    UNIFORM,
    /** Its mean output over this text, the same at every position. */
    MEAN
}
