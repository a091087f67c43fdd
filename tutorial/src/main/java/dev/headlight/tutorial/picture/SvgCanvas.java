package dev.headlight.tutorial.picture;

import dev.headlight.tutorial.lesson.Subscripts;
import java.math.BigDecimal;
import java.math.RoundingMode;

/** A canvas whose picture is SVG text. Colours are classes, so that a page's theme sets them. */
public final class SvgCanvas implements Canvas {

    private final StringBuilder body = new StringBuilder();

    @Override
    public void rectangle(double x, double y, double w, double h, Tone fill, double opacity) {
        body.append("<rect x=\"" + n(x) + "\" y=\"" + n(y) + "\" width=\"" + n(w) + "\" height=\"");
        body.append(n(h) + "\" class=\"f-" + fill.css() + "\"");
        if (opacity < 1) {
            body.append(" fill-opacity=\"" + n(opacity) + "\"");
        }
        body.append("/>\n");
    }

    @Override
    public void line(double[] x, double[] y, Pen pen) {
        body.append("<polyline class=\"l-" + pen.tone().css() + "\" stroke-width=\"");
        body.append(n(pen.width()) + "\" stroke-linejoin=\"round\"");
        body.append(pen.dashed() ? " stroke-dasharray=\"5 4\"" : "").append(" points=\"");
        for (int i = 0; i < x.length; i++) {
            body.append(i == 0 ? "" : " ").append(n(x[i])).append(',').append(n(y[i]));
        }
        body.append("\"/>\n");
    }

    @Override
    public void dot(double x, double y, double radius, Tone fill) {
        body.append("<circle cx=\"" + n(x) + "\" cy=\"" + n(y) + "\" r=\"" + n(radius));
        body.append("\" class=\"f-" + fill.css() + "\"/>\n");
    }

    @Override
    public void text(double x, double y, String text, Type type) {
        body.append("<text x=\"" + n(x) + "\" y=\"" + n(y) + "\" font-size=\"" + n(type.size()));
        body.append("\" class=\"f-" + type.tone().css() + (type.fixed() ? " fixed" : "") + "\"");
        body.append(type.anchor() == Anchor.MIDDLE ? " text-anchor=\"middle\"" : "");
        body.append(type.anchor() == Anchor.END ? " text-anchor=\"end\"" : "");
        body.append(type.bold() ? " font-weight=\"600\"" : "").append('>');
        body.append(lowered(text, type.size())).append("</text>\n");
    }

    /**
     * The picture as an element of a page, whose style sheet has {@link Tone#styles}.
     *
     * @param title what a reader hears who does not see it
     */
    public String element(double width, double height, String title) {
        return open(width, height, title, "") + body + "</svg>\n";
    }

    /** The picture as a file of its own, which follows the theme of the reader's system. */
    public String file(double width, double height, String title) {
        String size = " width=\"" + n(width) + "\" height=\"" + n(height) + "\"";
        return open(width, height, title, size)
                + "<style>"
                + Tone.styles()
                + "text{font-family:system-ui,\"DejaVu Sans\",sans-serif}.fixed{"
                + "font-family:ui-monospace,Menlo,Consolas,\"DejaVu Sans Mono\",monospace}</style>\n"
                + "<rect width=\"100%\" height=\"100%\" class=\"f-paper\"/>\n"
                + body
                + "</svg>\n";
    }

    private static String open(double width, double height, String title, String size) {
        return "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"chart\" viewBox=\"0 0 "
                + n(width)
                + " "
                + n(height)
                + "\""
                + size
                + " role=\"img\" aria-label=\""
                + escaped(title)
                + "\">\n";
    }

    private static String n(double x) {
        BigDecimal bare =
                BigDecimal.valueOf(x).setScale(2, RoundingMode.HALF_UP).stripTrailingZeros();
        return bare.toPlainString();
    }

    /** An index goes down by a part of the size; what follows goes up again, from a space without width. */
    private static String lowered(String text, double size) {
        String down = n(0.25 * size);
        return Subscripts.set(
                escaped(text),
                "<tspan dy=\"" + down + "\" font-size=\"" + n(0.75 * size) + "\">",
                "</tspan><tspan dy=\"-" + down + "\">\u200b</tspan>");
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
