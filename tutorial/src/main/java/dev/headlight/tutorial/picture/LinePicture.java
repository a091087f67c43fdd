package dev.headlight.tutorial.picture;

import dev.headlight.tutorial.lesson.Figure;

/** Lines over a common axis, the legend below. */
record LinePicture(Figure.LineChart chart) {

    private static final double ROW = 17;

    /** Draws it and returns its height. */
    double draw(Canvas canvas) {
        var series = chart.series();
        double[][] x = series.stream().map(Figure.Series::x).toArray(double[][]::new);
        double[][] y = series.stream().map(Figure.Series::y).toArray(double[][]::new);
        Frame frame =
                new Frame(
                        Frame.Axis.around(chart.x(), false, x),
                        Frame.Axis.around(chart.y(), chart.logarithmic(), y));
        frame.draw(canvas, true);
        double at = Frame.HEIGHT + 10;
        for (Figure.Series s : series) {
            double[] px = new double[s.x().length];
            double[] py = new double[px.length];
            for (int i = 0; i < px.length; i++) {
                px[i] = frame.x(s.x()[i]);
                py[i] = frame.y(s.y()[i]);
            }
            Canvas.Pen pen = new Canvas.Pen(Tone.of(s.role()), s.dashed() ? 1.4 : 2, s.dashed());
            canvas.line(px, py, pen);
            canvas.line(Frame.LEFT, at - 4, Frame.LEFT + 24, at - 4, pen);
            canvas.text(
                    Frame.LEFT + 32,
                    at,
                    s.name(),
                    Canvas.Type.of(Tone.INK, 11, Canvas.Anchor.START));
            at += ROW;
        }
        return at;
    }
}
