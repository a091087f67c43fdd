package dev.headlight.tutorial.digits;

import java.util.List;

/**
 * How a head shares its attention between the two digits of a column, sum by sum: what a mean over sums hides.
 *
 * @param first mean weight on the first number's digit
 * @param second mean weight on the second number's digit
 * @param apart mean of {@code |first - second| / (first + second)}: 0 where every sum has half and half, 1 where one digit
 *     has all
 * @param onLarger share of the two digits' weight that the larger one has, the mean over sums whose digits differ
 */
public record Leaning(double first, double second, double apart, double onLarger) {

    /**
     * Looks at a head of the first layer when a place of the result is written.
     *
     * @param laboratory with the attention of its sums
     * @param place whose own column is looked at, 0 for the units
     */
    public static Leaning of(Laboratory laboratory, SumFormat format, int head, int place) {
        List<Sum> sums = laboratory.sums();
        int row = format.positionOfResult(place) - 1;
        double first = 0;
        double second = 0;
        double apart = 0;
        double larger = 0;
        int differ = 0;
        for (int i = 0; i < sums.size(); i++) {
            int[] ids = format.ids(sums.get(i));
            int at = format.positionOfFirst(place);
            int bt = format.positionOfSecond(place);
            double a = laboratory.patterns(i).weight(0, head, row, at);
            double b = laboratory.patterns(i).weight(0, head, row, bt);
            first += a / sums.size();
            second += b / sums.size();
            apart += Math.abs(a - b) / (a + b) / sums.size();
            if (ids[at] != ids[bt]) {
                larger += (ids[at] > ids[bt] ? a : b) / (a + b);
                differ++;
            }
        }
        return new Leaning(first, second, apart, larger / differ);
    }
}
