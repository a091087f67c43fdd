package dev.headlight.tutorial.terminal;

import dev.headlight.tutorial.lesson.Figure;

/**
 * A number as a glyph: the fuller, the larger. The ground stays the terminal's own, so that it works on a dark and on a
 * light one.
 */
record Shade(Figure.Scale scale, double least, double most) {

    private static final String[] FULLER = {" ", "░", "▒", "▓", "█"};
    private static final String[] BELOW = {" ", "-", "~", "=", "≡"};

    /** For all numbers of a grid. */
    static Shade of(Figure.Scale scale, double[][] values) {
        double least = Double.POSITIVE_INFINITY;
        double most = Double.NEGATIVE_INFINITY;
        for (double[] row : values) {
            for (double x : row) {
                least = Double.isFinite(x) ? Math.min(least, x) : least;
                most = Double.isFinite(x) ? Math.max(most, x) : most;
            }
        }
        return switch (scale) {
            case SHARE -> new Shade(scale, 0, Math.max(most, 0.5));
            case RANGE -> new Shade(scale, least, most);
            case SIGNED -> {
                double far = Math.max(Math.abs(least), Math.abs(most));
                yield new Shade(scale, -far, far);
            }
        };
    }

    /** One glyph. */
    String glyph(double x) {
        if (!Double.isFinite(x)) {
            return " ";
        }
        if (scale == Figure.Scale.SIGNED) {
            int step = most == 0 ? 0 : (int) Math.round(Math.abs(x) / most * 4);
            return x < 0 ? BELOW[step] : FULLER[step];
        }
        double share = most > least ? (x - least) / (most - least) : 0;
        return FULLER[(int) Math.round(Math.clamp(share, 0, 1) * 4)];
    }

    /** A number that the glyph of a step stands for; steps 0 to 4, below 0 for a signed scale. */
    double at(int step) {
        return scale == Figure.Scale.SIGNED ? most * step / 4 : least + (most - least) * step / 4;
    }

    Ink ink(double x, Ink usual) {
        return scale != Figure.Scale.SIGNED ? usual : x < 0 ? Ink.LOW : Ink.HIGH;
    }
}
