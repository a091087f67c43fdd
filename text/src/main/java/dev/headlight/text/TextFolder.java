package dev.headlight.text;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;

/** The files under a folder, hidden ones left out, in the order of their names relative to it. */
final class TextFolder {

    private TextFolder() {}

    static List<TextFile> files(Path folder) {
        List<TextFile> found = new ArrayList<>();
        try {
            Files.walkFileTree(
                    folder,
                    EnumSet.of(FileVisitOption.FOLLOW_LINKS),
                    Integer.MAX_VALUE,
                    new Collector(folder, found));
        } catch (AccessDeniedException e) {
            throw new InputException(e.getFile() + " cannot be read: permission denied.", e);
        } catch (FileSystemLoopException e) {
            throw new InputException(
                    e.getFile() + " links back to a folder above it; remove the link.", e);
        } catch (IOException e) {
            throw new InputException(folder + " cannot be read: " + e.getMessage() + ".", e);
        }
        if (found.isEmpty()) {
            throw new InputException(folder + " holds no files.");
        }
        // The order of a listing differs between file systems; that of names does not.
        found.sort(Comparator.comparing(TextFile::name));
        return found;
    }

    private static final class Collector extends SimpleFileVisitor<Path> {

        private final Path folder;
        private final List<TextFile> found;

        Collector(Path folder, List<TextFile> found) {
            this.folder = folder;
            this.found = found;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path dir, BasicFileAttributes attributes) {
            return !dir.equals(folder) && hidden(dir)
                    ? FileVisitResult.SKIP_SUBTREE
                    : FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (attributes.isRegularFile() && !hidden(file)) {
                found.add(
                        new TextFile(file, folder.relativize(file).toString().replace('\\', '/')));
            }
            return FileVisitResult.CONTINUE;
        }

        private static boolean hidden(Path path) {
            return path.getFileName().toString().startsWith(".");
        }
    }
}
