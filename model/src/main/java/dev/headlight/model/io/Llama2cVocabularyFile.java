package dev.headlight.model.io;

import dev.headlight.text.InputException;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds the vocabulary of a llama2.c model, which lies in a file of its own: {@code int32} length of the
 * longest token, then {@code float32} score, {@code int32} length and bytes for each token. The files
 * beside the model are tried, likely names first; what counts is that the content is one for just this
 * many tokens.
 */
final class Llama2cVocabularyFile {

    private static final int MOST_FILES = 1_000;
    private static final long LARGEST = 64L << 20;

    /** Three special tokens and 256 bytes come first in each; a smaller model has no such vocabulary. */
    private static final int FEWEST_TOKENS = 259;

    private Llama2cVocabularyFile() {}

    /** The file beside {@code model} that is a vocabulary of {@code vocab} tokens, or null. */
    static @Nullable Path find(Path model, int vocab) {
        Path folder = model.toAbsolutePath().getParent();
        if (folder == null || vocab < FEWEST_TOKENS) {
            return null;
        }
        for (Path candidate : candidates(folder, vocab)) {
            if (matches(candidate, vocab)) {
                return candidate;
            }
        }
        return null;
    }

    private static List<Path> candidates(Path folder, int vocab) {
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            for (Path entry : entries) {
                if (files.size() == MOST_FILES) {
                    break;
                }
                files.add(entry);
            }
        } catch (IOException | DirectoryIteratorException e) {
            return List.of(); // a folder that cannot be listed has no vocabulary for us
        }
        List<String> likely = List.of("tok" + vocab + ".bin", "tokenizer.bin");
        files.sort(
                Comparator.<Path>comparingInt(
                                f -> {
                                    int place = likely.indexOf(String.valueOf(f.getFileName()));
                                    return place < 0 ? likely.size() : place;
                                })
                        .thenComparing(f -> f));
        return files;
    }

    /** Whether the file is a vocabulary of exactly {@code vocab} tokens, to the last byte. */
    static boolean matches(Path path, int vocab) {
        try {
            long size = Files.size(path);
            if (!Files.isRegularFile(path)
                    || !Files.isReadable(path)
                    || size < 4 + 8L * vocab
                    || size > LARGEST) {
                return false;
            }
        } catch (IOException e) {
            return false;
        }
        try (Arena arena = Arena.ofConfined()) {
            MappedFile file = MappedFile.open(path, arena);
            long longest = file.int32(0);
            long at = 4;
            for (int token = 0; token < vocab; token++) {
                if (file.size() - at < 8) {
                    return false;
                }
                long length = file.int32(at + 4);
                if (length < 0 || length > longest || length > file.size() - at - 8) {
                    return false;
                }
                at += 8 + length;
            }
            return at == file.size();
        } catch (InputException e) {
            return false; // vanished or unreadable since it was listed
        }
    }
}
