package dev.headlight.tutorial.picture;

import dev.headlight.tutorial.lesson.Figure;

/** A figure of a lesson as an SVG element for a page. */
public final class FigurePicture {

    private FigurePicture() {}

    /** Draws it; the title is not in it, a page has it as the caption. */
    public static String svg(Figure figure) {
        SvgCanvas canvas = new SvgCanvas();
        double height =
                switch (figure) {
                    case Figure.HeatMap map -> new HeatPicture(map).draw(canvas);
                    case Figure.LineChart chart -> new LinePicture(chart).draw(canvas);
                    case Figure.Landscape landscape -> new LandscapePicture(landscape).draw(canvas);
                    case Figure.Scatter scatter -> new ScatterPicture(scatter).draw(canvas);
                };
        return canvas.element(Frame.WIDTH, height, figure.title());
    }
}
