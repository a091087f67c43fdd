package dev.headlight.report.page;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A page as a browser has it after its scripts ran. */
record Browser(String dom, List<String> console) {

    private static final List<String> NAMES =
            List.of("chromium", "chromium-browser", "google-chrome");

    /** Opens a file, or skips the test where no Chromium is installed. */
    static Browser open(Path page, Path scratch) throws IOException, InterruptedException {
        return open(page, "", scratch);
    }

    /** Opens a file at a hash, {@code #head=1.2} or so. */
    static Browser open(Path page, String hash, Path scratch)
            throws IOException, InterruptedException {
        Path dom = scratch.resolve("dom.html");
        Path log = scratch.resolve("log.txt");
        for (String name : NAMES) {
            Process browser;
            try {
                browser =
                        new ProcessBuilder(
                                        name,
                                        "--headless",
                                        "--no-sandbox",
                                        "--disable-gpu",
                                        "--disable-quic",
                                        "--no-first-run",
                                        "--disable-background-networking",
                                        "--disable-component-update",
                                        "--disable-sync",
                                        "--enable-logging=stderr",
                                        "--user-data-dir=" + scratch.resolve("profile"),
                                        "--window-size=1280,800",
                                        "--virtual-time-budget=5000",
                                        "--dump-dom",
                                        page.toUri() + hash)
                                .redirectOutput(dom.toFile())
                                .redirectError(log.toFile())
                                .start();
            } catch (IOException e) {
                continue; // not installed under this name
            }
            if (!browser.waitFor(120, TimeUnit.SECONDS)) {
                browser.destroyForcibly();
                throw new AssertionError("the browser did not come back");
            }
            List<String> console =
                    new String(Files.readAllBytes(log), StandardCharsets.UTF_8)
                            .lines()
                            .filter(line -> line.contains("CONSOLE"))
                            .toList();
            return new Browser(Files.readString(dom), console);
        }
        abort("no Chromium is installed, so the page was not opened");
        throw new AssertionError();
    }

    /** The page without its script and data blocks. */
    String drawn() {
        return dom.replaceAll("(?s)<script\\b.*?</script>", "")
                .replaceAll("(?s)<style\\b.*?</style>", "");
    }
}
