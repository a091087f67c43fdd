package dev.headlight.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headlight.app.terminal.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExploreTest {

    @TempDir Path folder;

    @Test
    void whatCannotBeIsSaidInASentence() {
        assertThat(CommandLineRun.of("explore", "--port", "70000").sentence())
                .isEqualTo("--port 70000 is not from 1 to 65535.");
        assertThat(CommandLineRun.of("explore", "--tokens", "1").sentence())
                .isEqualTo("--tokens 1 is not from 2 to 4096.");
        CommandLineRun missing = CommandLineRun.of("explore", folder.resolve("none.gguf"));
        assertThat(missing.code()).isEqualTo(3);
        assertThat(missing.sentence()).contains("none.gguf");
        CommandLineRun host = CommandLineRun.of("explore", "--host", "no.such.host.invalid");
        assertThat(host.code()).isEqualTo(2);
        assertThat(host.sentence()).contains("leave it out to serve this machine alone");
    }

    @Test
    void itServesUntilItIsInterrupted() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Terminal terminal = Terminal.of(stream(out), stream(err), Map.of());
        Interrupt interrupt = new Interrupt(terminal.err());
        Thread.ofPlatform()
                .daemon()
                .start(
                        () ->
                                CommandRunner.run(
                                        terminal,
                                        interrupt,
                                        "explore",
                                        "--no-open",
                                        "--runs",
                                        folder.toString()));
        while (!err.toString(StandardCharsets.UTF_8).contains("Ctrl-C ends it.")) {
            TimeUnit.MILLISECONDS.sleep(20);
        }
        String address = out.toString(StandardCharsets.UTF_8).strip();
        assertThat(address).matches("http://127\\.0\\.0\\.1:\\d+/");
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(URI.create(address)).build();
            assertThat(client.send(request, HttpResponse.BodyHandlers.ofString()).body())
                    .contains("<title>Headlight explorer</title>");
        }
        interrupt.happened();
        assertThat(err.toString(StandardCharsets.UTF_8)).endsWith("\nheadlight: interrupted.\n");
    }

    private static PrintStream stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }
}
