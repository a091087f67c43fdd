package dev.headlight.spark;

import dev.headlight.text.InputException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * The files of a text on any file system that Hadoop knows, named as room {@code text} names them: relative to
 * what the user named, folders in the order of names, hidden ones left out.
 */
final class TextFiles {

    /**
     * A file.
     *
     * @param uri where it lies
     * @param name by which its documents are known
     * @param number of the file, in the order of the text
     */
    record TextFile(String uri, String name, int number) implements Serializable {

        boolean parquet() {
            return name.toLowerCase(Locale.ROOT).endsWith(".parquet");
        }
    }

    private TextFiles() {}

    /**
     * Finds the files.
     *
     * @throws InputException where a name leads to none
     */
    static List<TextFile> of(List<String> named, Configuration hadoop) {
        List<TextFile> files = new ArrayList<>();
        Map<String, Integer> names = new HashMap<>();
        for (String name : named) {
            Path path = new Path(name);
            try {
                FileSystem system = path.getFileSystem(hadoop);
                FileStatus status = system.getFileStatus(path);
                List<TextFile> found = new ArrayList<>();
                if (status.isFile()) {
                    found.add(new TextFile(status.getPath().toString(), path.getName(), 0));
                } else {
                    walk(system, status.getPath(), "", found);
                    found.sort(Comparator.comparing(TextFile::name));
                }
                if (found.isEmpty()) {
                    throw new InputException(name + " holds no files.");
                }
                for (TextFile file : found) {
                    int same = names.merge(file.name(), 1, Integer::sum);
                    files.add(
                            new TextFile(
                                    file.uri(),
                                    same == 1 ? file.name() : file.name() + "#" + same,
                                    files.size()));
                }
            } catch (FileNotFoundException e) {
                throw new InputException(
                        name + " does not exist; name a text file or a folder.", e);
            } catch (IOException | IllegalArgumentException e) {
                throw new InputException(name + " cannot be read: " + e.getMessage() + ".", e);
            }
        }
        return files;
    }

    private static void walk(FileSystem system, Path folder, String prefix, List<TextFile> found)
            throws IOException {
        for (FileStatus status : system.listStatus(folder)) {
            String name = status.getPath().getName();
            boolean written = name.startsWith("_"); // what a writer of Parquet leaves beside it
            if (name.startsWith(".") || written) {
                continue;
            }
            if (status.isDirectory()) {
                walk(system, status.getPath(), prefix + name + "/", found);
            } else {
                found.add(new TextFile(status.getPath().toString(), prefix + name, 0));
            }
        }
    }
}
