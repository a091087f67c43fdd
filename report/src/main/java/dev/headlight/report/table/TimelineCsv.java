package dev.headlight.report.table;

import dev.headlight.analysis.results.TimelinePoint;
import dev.headlight.text.InputException;
import dev.headlight.text.ResourceException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * {@code timeline.csv}: the scores of a training run by step, one row a figure, in the order of the steps and each
 * step once; appended to while the run goes. Layer and head are empty for a figure of the model as a whole ({@code
 * loss}, {@code icl}, {@code loss_first} and {@code loss_later} on random repeats, {@code sink_rate}); {@code
 * induction_entry} and {@code previous_token} are those without the sink. A figure that does not exist is empty.
 * Append a step's figures before its checkpoint is saved: a run that is killed between the two makes them again.
 */
public final class TimelineCsv implements AutoCloseable {

    /** The header line. */
    public static final String HEADER = "step,score,layer,head,value";

    private final Path file;
    private final FileChannel channel;

    private TimelineCsv(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /**
     * Opens the file to go on after {@code step}: the rows of later steps, and what was cut short, are taken out first.
     * The folder must exist.
     *
     * @param step that the run was resumed at; -1 for a new run, which keeps no row
     * @throws InputException where a whole row is not one of this table
     */
    public static TimelineCsv open(Path file, long step) {
        try {
            StringBuilder kept = new StringBuilder(HEADER + "\n");
            if (Files.exists(file)) {
                for (TimelinePoint point : read(file)) {
                    if (point.step() <= step) {
                        kept.append(TimelineRows.text(point));
                    }
                }
            }
            Path part = file.resolveSibling("." + file.getFileName() + ".part");
            Files.writeString(part, kept);
            Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
            return new TimelineCsv(file, FileChannel.open(file, StandardOpenOption.APPEND));
        } catch (IOException e) {
            throw new ResourceException(file + " cannot be opened: " + e.getMessage() + ".", e);
        }
    }

    /**
     * Reads the points, in the order of their steps. What a killed run has cut short at the end is left out.
     *
     * @throws InputException where the file cannot be read, or a whole row is not one of this table
     */
    public static List<TimelinePoint> read(Path file) {
        try {
            return TimelineRows.points(file, Files.readString(file));
        } catch (NoSuchFileException e) {
            throw new InputException(
                    file + " does not exist; name the folder of a training run.", e);
        } catch (IOException e) {
            throw new InputException(file + " cannot be read: " + e.getMessage() + ".", e);
        }
    }

    /** Writes a whole table, UTF-8. The stream stays open. */
    public static void write(List<TimelinePoint> points, OutputStream out) throws IOException {
        out.write((HEADER + "\n").getBytes(StandardCharsets.UTF_8));
        for (TimelinePoint point : points) {
            out.write(TimelineRows.text(point).getBytes(StandardCharsets.UTF_8));
        }
    }

    /** Appends a step's figures. */
    public void append(TimelinePoint point) {
        ByteBuffer bytes =
                ByteBuffer.wrap(TimelineRows.text(point).getBytes(StandardCharsets.UTF_8));
        try {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        } catch (IOException e) {
            throw new ResourceException(
                    file + " cannot be written: " + e.getMessage() + ": free some space.", e);
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new ResourceException(file + " cannot be closed: " + e.getMessage() + ".", e);
        }
    }
}
