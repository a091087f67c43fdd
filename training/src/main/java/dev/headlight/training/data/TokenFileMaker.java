package dev.headlight.training.data;

import dev.headlight.model.Tokenizer;
import dev.headlight.text.DocumentParts;
import dev.headlight.text.InputException;
import dev.headlight.text.ResourceException;
import dev.headlight.text.TextSources;
import dev.headlight.training.tokenizer.TokenizerFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.OptionalInt;
import java.util.function.LongConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Makes the token file of a text and a tokenizer, or finds the one that has been made before: its name and its
 * header hold the SHA-256 of every byte of the text, the names of its files and the tokenizer.
 *
 * <p>Where the tokenizer begins texts, its begin token stands before each document; where it ends them with
 * another token, that one stands behind.
 */
public final class TokenFileMaker {

    private static final String VERSION = "headlight tokens 1";
    private static final Pattern PART =
            Pattern.compile("tokens-\\p{XDigit}{16}\\.bin\\.(\\d{1,18})\\.part");

    private final TextSources sources;
    private final TokenizerFiles tokenizer;
    private final LongConsumer progress;

    private TokenFileMaker(TextSources sources, TokenizerFiles tokenizer, LongConsumer progress) {
        this.sources = sources;
        this.tokenizer = tokenizer;
        this.progress = progress;
    }

    /**
     * The token file, made where there is none yet.
     *
     * @param folder where it is looked for and put; made where it is missing
     * @param progress told from time to time how many tokens there are; not called where nothing is made
     * @throws InputException where the text cannot be read or has no tokens, an id of the text is not the
     *     tokenizer's, or the file found is damaged
     * @throws ResourceException where the file cannot be written
     */
    public static TokenFile open(
            TextSources sources, TokenizerFiles tokenizer, Path folder, LongConsumer progress) {
        return open(sources, tokenizer, fingerprint(sources, tokenizer), folder, progress);
    }

    /**
     * The same, where the fingerprint is known.
     *
     * @param fingerprint from {@link #fingerprint}
     */
    public static TokenFile open(
            TextSources sources,
            TokenizerFiles tokenizer,
            String fingerprint,
            Path folder,
            LongConsumer progress) {
        return new TokenFileMaker(sources, tokenizer, progress).open(fingerprint, folder);
    }

    /**
     * SHA-256 in hex of all that the ids depend on; reads the whole text.
     *
     * @throws InputException where the text cannot be read
     */
    public static String fingerprint(TextSources sources, TokenizerFiles tokenizer) {
        Sha256 hash = new Sha256();
        hash.update(VERSION).update(tokenizer.fingerprint());
        sources.digest(hash.digest());
        return hash.hex();
    }

    private TokenFile open(String fingerprint, Path folder) {
        Path file = folder.resolve("tokens-" + fingerprint.substring(0, 16) + ".bin");
        if (Files.isRegularFile(file)) {
            TokenFile found = TokenFile.open(file);
            if (found.fingerprint().equals(fingerprint)) {
                return found;
            }
            found.close();
        }
        make(file, fingerprint);
        return TokenFile.open(file);
    }

    private void make(Path file, String fingerprint) {
        Path beside =
                file.resolveSibling(
                        file.getFileName() + "." + ProcessHandle.current().pid() + ".part");
        try {
            Path folder = Files.createDirectories(file.toAbsolutePath().getParent());
            discardLeftovers(folder);
            write(beside, fingerprint);
            Files.move(
                    beside,
                    file,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw unwritable(file, e);
        } catch (UncheckedIOException e) {
            throw unwritable(file, e);
        } finally {
            discard(beside);
        }
    }

    private static ResourceException unwritable(Path file, Exception e) {
        return new ResourceException(
                "the tokens cannot be written to "
                        + file
                        + " ("
                        + e.getMessage()
                        + "); is there room for them?",
                e);
    }

    private static void discard(Path beside) {
        try {
            Files.deleteIfExists(beside);
        } catch (IOException e) {
            // What is left over is never read: its name ends in .part.
        }
    }

    /** Those of processes that are no more: as long as the text, and nobody else would take them away. */
    private static void discardLeftovers(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            files.filter(TokenFileMaker::left).forEach(TokenFileMaker::discard);
        }
    }

    private static boolean left(Path file) {
        Matcher name = PART.matcher(String.valueOf(file.getFileName()));
        return name.matches() && ProcessHandle.of(Long.parseLong(name.group(1))).isEmpty();
    }

    private void write(Path path, String fingerprint) throws IOException {
        Tokenizer t = tokenizer.tokenizer();
        OptionalInt after = t.eos().equals(t.bos()) ? OptionalInt.empty() : t.eos();
        try (TokenFileWriter writer = new TokenFileWriter(path, t.vocab(), t.bos(), after)) {
            sources.read(new Encoding(writer, t));
            if (writer.tokens() == 0) {
                throw new InputException(
                        "the text has not one token; give another text or tokenizer.");
            }
            writer.finish(fingerprint);
        }
    }

    /** Encodes the parts as they come. */
    private final class Encoding implements DocumentParts {

        private final TokenFileWriter writer;
        private final Tokenizer encoder;
        private String id = "";

        Encoding(TokenFileWriter writer, Tokenizer encoder) {
            this.writer = writer;
            this.encoder = encoder;
        }

        @Override
        public void begin(String id) {
            this.id = id;
        }

        @Override
        public void text(String part) {
            add(encoder.encode(part));
        }

        @Override
        public void ids(int[] ids) {
            for (int i = 0; i < ids.length; i++) {
                if (ids[i] >= encoder.vocab()) {
                    throw new InputException(
                            "%s: token id %d at position %d is not in the tokenizer's vocabulary of %d; were the ids made by another tokenizer?"
                                    .formatted(id, ids[i], i, encoder.vocab()));
                }
            }
            add(ids);
        }

        private void add(int[] ids) {
            try {
                writer.add(ids);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            progress.accept(writer.tokens());
        }

        @Override
        public void end() {
            try {
                writer.endDocument();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
