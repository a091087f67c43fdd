package dev.headlight.text;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Text files and JSON Lines to be read from beginning to end, once or several times, however large: what {@link
 * DocumentReader} reads into memory, handed on in parts. A file is one document, a line of JSON Lines too;
 * documents are named as there.
 */
public final class TextSources {

    /** Enough for a tokenizer to work on at a time. */
    static final int PART = 1 << 20;

    private final List<Source> sources = new ArrayList<>();
    private final List<String> leftOut = new ArrayList<>();
    private final List<String> whileReading = new ArrayList<>();

    /** A file, and the name that its documents have. */
    private record Source(TextFile file, String name) {}

    private TextSources() {}

    /**
     * Finds the files.
     *
     * @param named files and folders, in this order; folders recursively, in the order of names, files that
     *     are no text left out
     * @throws InputException where a named file is missing, unreadable or no text, or a folder holds none
     */
    public static TextSources of(List<Path> named) {
        TextSources found = new TextSources();
        Map<String, Integer> names = new HashMap<>();
        for (Path path : named) {
            if (!Files.isDirectory(path)) {
                found.add(TextFile.named(path), names);
                continue;
            }
            for (TextFile file : TextFolder.files(path)) {
                String notText = file.notText();
                if (notText == null) {
                    found.add(file, names);
                } else {
                    found.leftOut.add(file.path() + " was left out: " + notText + ".");
                }
            }
        }
        if (found.sources.isEmpty()) {
            throw new InputException(
                    (named.size() == 1 ? named.getFirst() + " holds" : "the files named hold")
                            + " no text: there is nothing to learn from.");
        }
        return found;
    }

    private void add(TextFile file, Map<String, Integer> names) {
        int same = names.merge(file.name(), 1, Integer::sum);
        sources.add(new Source(file, same == 1 ? file.name() : file.name() + "#" + same));
    }

    /** The files, in the order in which they are read. */
    public List<Path> files() {
        return sources.stream().map(source -> source.file().path()).toList();
    }

    /** What a reader should know of the files, in sentences, as far as they have been read. */
    public List<String> alerts() {
        List<String> alerts = new ArrayList<>(leftOut);
        alerts.addAll(whileReading);
        return List.copyOf(alerts);
    }

    /**
     * Takes all that the documents depend on, names and bytes, into a digest.
     *
     * @throws InputException where a file cannot be read
     */
    public void digest(MessageDigest digest) {
        byte[] buffer = new byte[1 << 16];
        for (Source source : sources) {
            byte[] name = source.name().getBytes(StandardCharsets.UTF_8);
            digest.update(name);
            digest.update((byte) 0);
            try (InputStream in = Files.newInputStream(source.file().path())) {
                long length = 0;
                for (int n; (n = in.read(buffer)) >= 0; length += n) {
                    digest.update(buffer, 0, n);
                }
                digest.update(Long.toString(length).getBytes(StandardCharsets.UTF_8));
                digest.update((byte) 0);
            } catch (IOException e) {
                throw source.file().unreadable(e);
            }
        }
    }

    /**
     * Hands every document on, in order; those without text are left out.
     *
     * @throws InputException where a file cannot be read or is malformed
     */
    public void read(DocumentParts into) {
        whileReading.clear();
        for (Source source : sources) {
            TextFile file = source.file();
            try (Utf8Reader reader = new Utf8Reader(file.open())) {
                boolean found =
                        file.jsonLines()
                                ? readLines(source, reader, into)
                                : new TextParts(reader, PART).read(source.name(), into);
                if (reader.invalid() > 0) {
                    whileReading.add(
                            "%s: bytes that are no UTF-8 were read as U+FFFD (count: %,d)."
                                    .formatted(file.path(), reader.invalid()));
                }
                if (!found) {
                    whileReading.add(file.path() + " holds no text and was left out.");
                }
            } catch (IOException e) {
                throw file.unreadable(e);
            }
        }
    }

    private static boolean readLines(Source source, Utf8Reader reader, DocumentParts into)
            throws IOException {
        CharacterBudget unlimited = CharacterBudget.of(Long.MAX_VALUE, Long.MAX_VALUE);
        LineSource lines = new LineSource(reader, unlimited);
        boolean found = false;
        @Nullable String line;
        for (int n = 1; (line = lines.next()) != null; n++) {
            if (line.isBlank()) {
                continue;
            }
            JsonLine parsed = JsonLine.parse(line, source.file().path() + " line " + n);
            String id = source.name() + ":" + n;
            int @Nullable [] ids = parsed.ids();
            String text = parsed.text();
            if (text != null && text.length() > PART) {
                found |= new TextParts(new StringReader(text), PART).read(id, into);
            } else if (text != null && !text.isBlank()) {
                into.begin(id);
                into.text(text);
                into.end();
                found = true;
            } else if (ids != null && ids.length > 0) {
                into.begin(id);
                into.ids(ids);
                into.end();
                found = true;
            }
        }
        return found;
    }
}
