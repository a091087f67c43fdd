package dev.headlight.tutorial.picture;

import dev.headlight.tutorial.lesson.Figure;

/** Named points in a plane, one unit for both axes. */
record ScatterPicture(Figure.Scatter scatter) {

    private static final double MARGIN = 1.12; // of the axes beyond the points
    private static final double RADIUS = 9;

    /** Draws it and returns its height. */
    double draw(Canvas canvas) {
        double[] x = scatter.x();
        double[] y = scatter.y();
        double width = Frame.WIDTH - Frame.LEFT - Frame.RIGHT;
        double height = Frame.HEIGHT - Frame.TOP - Frame.BOTTOM;
        Frame.Axis across = Frame.Axis.around(scatter.across(), false, x);
        Frame.Axis up = Frame.Axis.around(scatter.up(), false, y);
        double unit = MARGIN * Math.max(span(across) / width, span(up) / height); // a pixel
        Frame frame = new Frame(widened(across, unit * width), widened(up, unit * height));
        frame.draw(canvas, true);
        double[] px = new double[x.length];
        double[] py = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            px[i] = frame.x(x[i]);
            py[i] = frame.y(y[i]);
        }
        if (scatter.joined()) {
            canvas.line(px, py, new Canvas.Pen(Tone.MUTED, 1.2, true));
        }
        Canvas.Type type = Canvas.Type.of(Tone.PAPER, 12, Canvas.Anchor.MIDDLE).inBold();
        for (int i = 0; i < x.length; i++) {
            canvas.dot(px[i], py[i], RADIUS + 1.5, Tone.PAPER);
            canvas.dot(px[i], py[i], RADIUS, Tone.HIGH);
            canvas.text(px[i], py[i] + 4, scatter.names().get(i), type);
        }
        return Frame.HEIGHT;
    }

    private static double span(Frame.Axis axis) {
        return axis.most() - axis.least();
    }

    private static Frame.Axis widened(Frame.Axis axis, double span) {
        double centre = (axis.least() + axis.most()) / 2;
        return new Frame.Axis(axis.label(), centre - span / 2, centre + span / 2, false);
    }
}
