package dev.headlight.tutorial.picture;

/** Where a picture is drawn: units are pixels of the picture's own size, the origin is at the top left. */
interface Canvas {

    /** Where a text stands by its point: it begins, has its middle or ends there. */
    enum Anchor {
        START,
        MIDDLE,
        END
    }

    /** How a line is drawn. */
    record Pen(Tone tone, double width, boolean dashed) {}

    /** How text is set; {@code fixed} for letters of one width, which numbers in columns need. */
    record Type(Tone tone, double size, Anchor anchor, boolean bold, boolean fixed) {
        static Type of(Tone tone, double size, Anchor anchor) {
            return new Type(tone, size, anchor, false, false);
        }

        Type fixedWidth() {
            return new Type(tone, size, anchor, bold, true);
        }

        Type inBold() {
            return new Type(tone, size, anchor, true, fixed);
        }
    }

    /** A filled rectangle. */
    void rectangle(double x, double y, double width, double height, Tone fill, double opacity);

    /** A line through points. */
    void line(double[] x, double[] y, Pen pen);

    /** A filled dot. */
    void dot(double x, double y, double radius, Tone fill);

    /** Text on a base line. */
    void text(double x, double y, String text, Type type);

    /** A straight line. */
    default void line(double x1, double y1, double x2, double y2, Pen pen) {
        line(new double[] {x1, x2}, new double[] {y1, y2}, pen);
    }
}
