package dev.headlight.tutorial.picture;

import dev.headlight.tutorial.lesson.Subscripts;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;

/** A canvas of pixels on white, two to a unit, so that it is sharp on a fine screen. */
public final class PixelCanvas implements Canvas {

    private static final int FINENESS = 2;
    private static final String MARK = "\u0000"; // where an index begins and ends

    private final BufferedImage image;
    private final Graphics2D pen;

    public PixelCanvas(double width, double height) {
        image =
                new BufferedImage(
                        (int) Math.ceil(width * FINENESS),
                        (int) Math.ceil(height * FINENESS),
                        BufferedImage.TYPE_INT_RGB);
        pen = image.createGraphics();
        pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        pen.setRenderingHint(
                RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        pen.scale(FINENESS, FINENESS);
        rectangle(0, 0, width, height, Tone.PAPER, 1);
    }

    public BufferedImage image() {
        return image;
    }

    @Override
    public void rectangle(double x, double y, double w, double h, Tone fill, double opacity) {
        Color c = fill.light();
        int alpha = (int) Math.round(Math.clamp(opacity, 0, 1) * 255);
        pen.setColor(new Color(c.getRed(), c.getGreen(), c.getBlue(), alpha));
        pen.fill(new Rectangle2D.Double(x, y, w, h));
    }

    @Override
    public void line(double[] x, double[] y, Pen with) {
        Path2D path = new Path2D.Double();
        path.moveTo(x[0], y[0]);
        for (int i = 1; i < x.length; i++) {
            path.lineTo(x[i], y[i]);
        }
        float[] dashes = with.dashed() ? new float[] {5, 4} : null;
        pen.setStroke(
                new BasicStroke(
                        (float) with.width(),
                        BasicStroke.CAP_BUTT,
                        BasicStroke.JOIN_ROUND,
                        10f,
                        dashes,
                        0f));
        pen.setColor(with.tone().light());
        pen.draw(path);
    }

    @Override
    public void dot(double x, double y, double radius, Tone fill) {
        pen.setColor(fill.light());
        pen.fill(new Ellipse2D.Double(x - radius, y - radius, 2 * radius, 2 * radius));
    }

    @Override
    public void text(double x, double y, String text, Type type) {
        String family = type.fixed() ? Font.MONOSPACED : Font.SANS_SERIF;
        Font font = new Font(family, type.bold() ? Font.BOLD : Font.PLAIN, 1);
        List<Part> parts = parts(text, font.deriveFont((float) type.size()));
        double width = parts.stream().mapToDouble(Part::width).sum();
        double at =
                x
                        - switch (type.anchor()) {
                            case START -> 0;
                            case MIDDLE -> width / 2;
                            case END -> width;
                        };
        pen.setColor(type.tone().light());
        for (Part part : parts) {
            pen.setFont(part.font());
            pen.drawString(part.text(), (float) at, (float) (y + part.down()));
            at += part.width();
        }
    }

    /** A piece of text in one font, so much below the base line. */
    private record Part(String text, Font font, double down, double width) {}

    private List<Part> parts(String text, Font font) {
        List<Part> parts = new ArrayList<>();
        boolean low = false;
        for (String piece : Subscripts.set(text, MARK, MARK).split(MARK, -1)) {
            if (!piece.isEmpty()) {
                Font of = low ? font.deriveFont(0.75f * font.getSize2D()) : font;
                double width = pen.getFontMetrics(of).getStringBounds(piece, pen).getWidth();
                parts.add(new Part(piece, of, low ? 0.25 * font.getSize2D() : 0, width));
            }
            low = !low;
        }
        return parts;
    }
}
