package dev.headlight.tutorial.picture;

import dev.headlight.tutorial.lesson.Numbers;

/**
 * The plot of two axes: where a value lies in the picture, the grid, the ticks and the labels.
 *
 * @param across horizontal axis
 * @param up vertical axis
 */
record Frame(Axis across, Axis up) {

    /** Of every figure: readable on a telephone, where it is shown at about 330 pixels. */
    static final double WIDTH = 420;

    static final double HEIGHT = 270;
    static final double LEFT = 56;
    static final double RIGHT = 12;
    static final double TOP = 22;
    static final double BOTTOM = 42;
    private static final double SIZE = 11;

    /** An axis from its least value to its largest. */
    record Axis(String label, double least, double most, boolean logarithmic) {

        static Axis around(String label, boolean logarithmic, double[]... values) {
            double least = Double.POSITIVE_INFINITY;
            double most = Double.NEGATIVE_INFINITY;
            for (double[] some : values) {
                for (double v : some) {
                    if (Double.isFinite(v) && (!logarithmic || v > 0)) {
                        least = Math.min(least, v);
                        most = Math.max(most, v);
                    }
                }
            }
            if (least == most) {
                return new Axis(label, least - 0.5, most + 0.5, false);
            }
            return new Axis(label, least, most, logarithmic);
        }

        double share(double v) {
            return logarithmic
                    ? Math.log(v / least) / Math.log(most / least)
                    : (v - least) / (most - least);
        }

        /** A value in every quarter of the axis, or the powers of ten on a logarithmic one. */
        double[] ticks() {
            if (logarithmic) {
                int from = (int) Math.ceil(Math.log10(least) - 1e-9);
                int to = (int) Math.floor(Math.log10(most) + 1e-9);
                if (to > from) {
                    int step = Math.ceilDiv(to - from, 6);
                    double[] powers = new double[(to - from) / step + 1];
                    for (int i = 0; i < powers.length; i++) {
                        powers[i] = Math.pow(10, from + i * step);
                    }
                    return powers;
                }
                return new double[] {least, most};
            }
            double raw = (most - least) / 4;
            double power = Math.pow(10, Math.floor(Math.log10(raw)));
            double step = raw / power >= 5 ? 5 * power : raw / power >= 2 ? 2 * power : power;
            int from = (int) Math.ceil(least / step - 1e-9);
            int to = (int) Math.floor(most / step + 1e-9);
            double[] ticks = new double[to - from + 1];
            for (int i = 0; i < ticks.length; i++) {
                ticks[i] = (from + i) * step;
            }
            return ticks;
        }
    }

    double x(double v) {
        return LEFT + across.share(v) * (WIDTH - LEFT - RIGHT);
    }

    double y(double v) {
        return TOP + (1 - up.share(v)) * (HEIGHT - TOP - BOTTOM);
    }

    void draw(Canvas canvas, boolean grid) {
        Canvas.Pen faint = new Canvas.Pen(Tone.LINE, 1, false);
        Canvas.Type end = Canvas.Type.of(Tone.MUTED, SIZE, Canvas.Anchor.END);
        Canvas.Type middle = Canvas.Type.of(Tone.MUTED, SIZE, Canvas.Anchor.MIDDLE);
        double bottom = HEIGHT - BOTTOM;
        for (double v : up.ticks()) {
            if (grid) {
                canvas.line(LEFT, y(v), WIDTH - RIGHT, y(v), faint);
            }
            canvas.text(LEFT - 6, y(v) + 4, tick(v), end);
        }
        for (double v : across.ticks()) {
            canvas.line(x(v), bottom, x(v), bottom + 4, faint);
            canvas.text(x(v), bottom + 16, tick(v), middle);
        }
        canvas.line(LEFT, bottom, WIDTH - RIGHT, bottom, new Canvas.Pen(Tone.MUTED, 1, false));
        canvas.text((LEFT + WIDTH - RIGHT) / 2, HEIGHT - 8, across.label(), middle);
        canvas.text(4, 13, up.label(), Canvas.Type.of(Tone.MUTED, SIZE, Canvas.Anchor.START));
    }

    private static String tick(double v) {
        double size = Math.abs(v);
        return size > 0 && size < 1e-3 ? Numbers.plain(v, 2) : Numbers.plain(v, 3);
    }
}
