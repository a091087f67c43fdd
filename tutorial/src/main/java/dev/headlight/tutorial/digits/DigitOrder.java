package dev.headlight.tutorial.digits;

/** In which order the digits of a number stand. */
public enum DigitOrder {
    /** Units first: {@code 47 + 85 = 132} is {@code 74+58=231}. A carry is known before the digit that it changes. */
    LEAST_FIRST,
    /** As people write: {@code 47+85=132}. The first digit of the sum depends on all digits of both numbers. */
    GREATEST_FIRST
}
