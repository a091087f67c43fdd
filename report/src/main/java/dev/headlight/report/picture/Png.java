package dev.headlight.report.picture;

import dev.headlight.text.ResourceException;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import javax.imageio.ImageIO;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** A drawn picture as a PNG file; and whether this machine can draw text at all. */
public final class Png {

    private Png() {}

    /** Writes the picture. The stream stays open. */
    public static void write(BufferedImage picture, OutputStream out) throws IOException {
        // Through memory: given the stream itself, ImageIO puts a file between, and where the disk
        // is full
        // that file's own clean-up prints a stack trace when the JVM ends.
        ByteArrayOutputStream encoded = new ByteArrayOutputStream(1 << 17);
        try (ImageOutputStream memory = new MemoryCacheImageOutputStream(encoded)) {
            if (!ImageIO.write(picture, "png", memory)) {
                throw new IllegalStateException("this Java runtime has no PNG writer");
            }
        }
        encoded.writeTo(out);
    }

    /**
     * Checks that text can be drawn: a small server or container may have no font.
     *
     * @throws ResourceException where it cannot
     */
    public static void requireFont() {
        try {
            BufferedImage probe = new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB);
            probe.createGraphics().getFontMetrics(ChartStyle.TICK).stringWidth("a");
        } catch (RuntimeException | InternalError | LinkageError e) {
            // What a Java runtime throws here differs by version: a missing fontconfig is an
            // InternalError or a NullPointerException, a missing libfreetype a LinkageError.
            throw new ResourceException(
                    "The PNG pictures were not drawn, because this machine has no font that Java can use; the"
                            + " other files were written. Install one (DejaVu, for example) and run headlight"
                            + " report.",
                    e);
        }
    }
}
