package dev.headlight.explorer.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The page and its parts, from the class path alone: names of letters, in three folders. The report's components are
 * served as they are.
 */
final class Assets {

    private static final String OWN = "/dev/headlight/explorer/page/";
    private static final String REPORT = "/dev/headlight/report/page/";
    private static final Pattern PART =
            Pattern.compile("/(app|parts|style)/([a-z]{1,30})\\.(js|css)");

    /**
     * A file.
     *
     * @param type for the browser
     */
    record Asset(String type, byte[] content) {}

    private Assets() {}

    /** The file at a path of the server; null where there is none. */
    static @Nullable Asset at(String path) {
        if (path.equals("/")) {
            return read(OWN + "explorer.html", "text/html; charset=utf-8");
        }
        if (path.equals("/favicon.ico")) {
            return new Asset("image/svg+xml", ICON.getBytes(StandardCharsets.UTF_8));
        }
        Matcher part = PART.matcher(path);
        if (!part.matches()) {
            return null;
        }
        boolean script = part.group(3).equals("js");
        String name = part.group(2) + "." + part.group(3);
        String type = (script ? "text/javascript" : "text/css") + "; charset=utf-8";
        return switch (part.group(1)) {
            case "app" -> read(OWN + name, type);
            case "parts" -> script ? read(REPORT + "script/parts/" + name, type) : null;
            default -> script ? null : read(REPORT + "style/" + name, type);
        };
    }

    private static final String ICON =
            "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'><circle cx='6' cy='8'"
                    + " r='5' fill='#005a9e'/><path d='M9 5l6-3v12l-6-3z' fill='#f2a25c'/></svg>";

    private static @Nullable Asset read(String resource, String type) {
        try (InputStream in = Assets.class.getResourceAsStream(resource)) {
            return in == null ? null : new Asset(type, in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
