package dev.headlight.tutorial.digits;

/**
 * Two numbers to add.
 *
 * @param a the first, at least 0
 * @param b the second, at least 0
 */
public record Sum(long a, long b) {

    /** {@code a + b}. */
    public long value() {
        return a + b;
    }

    /** How many columns carry into the next. */
    public int carries() {
        int count = 0;
        int carry = 0;
        for (long x = a, y = b; x > 0 || y > 0; x /= 10, y /= 10) {
            carry = x % 10 + y % 10 + carry > 9 ? 1 : 0;
            count += carry;
        }
        return count;
    }

    /**
     * The largest number of neighbouring columns that all carry: 0 for {@code 12 + 34}, 3 for {@code 999 + 1}, 1 for
     * {@code 909 + 909}.
     */
    public int longestCarryChain() {
        int longest = 0;
        int run = 0;
        int carry = 0;
        for (long x = a, y = b; x > 0 || y > 0; x /= 10, y /= 10) {
            carry = x % 10 + y % 10 + carry > 9 ? 1 : 0;
            run = carry == 1 ? run + 1 : 0;
            longest = Math.max(longest, run);
        }
        return longest;
    }

    @Override
    public String toString() {
        return a + " + " + b;
    }
}
