package dev.headlight.tutorial.lesson;

import java.util.List;

/** A picture as data. */
public sealed interface Figure {

    /** What it shows, in one sentence; also what a reader hears who does not see it. */
    String title();

    /** How a number becomes a colour. */
    enum Scale {
        /** From 0 (the ground) to the largest, or 1 where that is more: weights, shares. */
        SHARE,
        /** From the smallest (the ground) to the largest. */
        RANGE,
        /** Around 0: two hues. */
        SIGNED
    }

    /**
     * Rows and columns as coloured cells.
     *
     * @param reads what a row is: {@code query}
     * @param read what a column is: {@code key}
     * @param numbers whether the cells show their numbers, where there is room
     */
    record HeatMap(String title, Grid grid, String reads, String read, Scale scale, boolean numbers)
            implements Figure {}

    /**
     * Lines over a common axis.
     *
     * @param logarithmic whether the vertical axis is; all values must then be above 0
     */
    record LineChart(String title, String x, String y, boolean logarithmic, List<Series> series)
            implements Figure {
        public LineChart {
            series = List.copyOf(series);
            if (series.isEmpty()) {
                throw new IllegalArgumentException(title + ": no line");
            }
        }
    }

    /**
     * One line.
     *
     * @param dashed for a line that others are compared with
     */
    record Series(String name, Role role, boolean dashed, double[] x, double[] y) {
        public Series {
            if (x.length != y.length || x.length == 0) {
                throw new IllegalArgumentException(name + ": " + x.length + " and " + y.length);
            }
        }
    }

    /**
     * A function of two numbers as a map, with paths on it.
     *
     * @param across values of the horizontal axis, ascending
     * @param up values of the vertical axis, ascending
     * @param height {@code [up][across]}; low is light; coloured by its logarithm where {@code logarithmic}
     */
    record Landscape(
            String title,
            String x,
            String y,
            double[] across,
            double[] up,
            double[][] height,
            boolean logarithmic,
            List<Path> paths)
            implements Figure {
        public Landscape {
            paths = List.copyOf(paths);
        }
    }

    /**
     * Named points in a plane. Both axes are drawn in one unit where the medium allows it: distances count.
     *
     * @param names short, one a point
     * @param joined whether a line goes through the points in their order
     */
    record Scatter(
            String title,
            String across,
            String up,
            List<String> names,
            double[] x,
            double[] y,
            boolean joined)
            implements Figure {
        public Scatter {
            names = List.copyOf(names);
            if (x.length != names.size() || y.length != names.size() || x.length == 0) {
                throw new IllegalArgumentException(
                        title + ": " + names.size() + ", " + x.length + " and " + y.length);
            }
        }
    }

    /** A way over a landscape, from its first point to its last. */
    record Path(String name, double[] x, double[] y) {
        public Path {
            if (x.length != y.length || x.length == 0) {
                throw new IllegalArgumentException(name + ": " + x.length + " and " + y.length);
            }
        }
    }
}
