package dev.headlight.spark;

import dev.headlight.spark.TextFiles.TextFile;
import dev.headlight.text.DocumentStream;
import dev.headlight.text.Split;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Row;
import org.apache.spark.util.TaskCompletionListener;
import org.jspecify.annotations.Nullable;

/** A task that reads a file from beginning to end and hands its documents on one by one. */
record FileRows(Split split, Map<String, String> hadoop) implements FlatMapFunction<TextFile, Row> {

    @Override
    public Iterator<Row> call(TextFile file) throws IOException {
        Path path = new Path(file.uri());
        DocumentStream stream =
                new DocumentStream(
                        file.name(), path.getFileSystem(configuration()).open(path), split);
        TaskContext.get()
                .addTaskCompletionListener((TaskCompletionListener) context -> close(stream));
        return new Rows(stream, file);
    }

    private Configuration configuration() {
        Configuration configuration = new Configuration();
        hadoop.forEach(configuration::set);
        return configuration;
    }

    private static void close(DocumentStream stream) {
        try {
            stream.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class Rows implements Iterator<Row> {

        private final DocumentStream stream;
        private final TextFile file;
        private DocumentStream.@Nullable Entry next;
        private long number;

        Rows(DocumentStream stream, TextFile file) {
            this.stream = stream;
            this.file = file;
            advance();
        }

        private void advance() {
            try {
                next = stream.next();
            } catch (IOException e) {
                throw new UncheckedIOException(file.uri() + " cannot be read", e);
            }
        }

        @Override
        public boolean hasNext() {
            return next != null;
        }

        @Override
        public Row next() {
            DocumentStream.Entry entry = next;
            if (entry == null) {
                throw new NoSuchElementException();
            }
            advance();
            long place = TextRow.place(file.number(), number++);
            return TextRow.of(entry.id(), place, entry.document(), entry.problem());
        }
    }
}
