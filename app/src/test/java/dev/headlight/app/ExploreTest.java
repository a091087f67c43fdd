package dev.headlight.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headlight.app.terminal.Terminal;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExploreTest {

    /** 128 and the number of the signal. */
    private static final int SIGTERM = 143;

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

    /**
     * While one page waits for events and another connection says nothing. By SIGTERM, which the JVM takes as it takes
     * Ctrl-C: where the build itself runs in the background, its children do not hear that one.
     */
    @Test
    void anInterruptEndsTheProcessWithItsCodeAndFreesThePort() throws Exception {
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "--add-modules=jdk.incubator.vector",
                                "--enable-native-access=ALL-UNNAMED",
                                "-cp",
                                System.getProperty("java.class.path"),
                                Main.class.getName(),
                                "explore",
                                "--no-open",
                                "--runs",
                                folder.toString())
                        .redirectError(folder.resolve("err.txt").toFile())
                        .start();
        try {
            URI address;
            try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
                address = URI.create(String.valueOf(out.readLine()));
                try (Socket silent =
                                new Socket(InetAddress.getLoopbackAddress(), address.getPort());
                        Socket events =
                                new Socket(InetAddress.getLoopbackAddress(), address.getPort())) {
                    events.getOutputStream()
                            .write(
                                    ("GET /api/train/events HTTP/1.1\r\nHost: "
                                                    + address.getAuthority()
                                                    + "\r\n\r\n")
                                            .getBytes(StandardCharsets.UTF_8));
                    assertThat(events.getInputStream().read()).isEqualTo('H');
                    assertThat(silent.isConnected()).isTrue();
                    process.toHandle().destroy();
                    assertThat(process.waitFor(30, TimeUnit.SECONDS)).as("it ends").isTrue();
                }
            }
            assertThat(process.exitValue()).isEqualTo(SIGTERM);
            assertThat(Files.readString(folder.resolve("err.txt")))
                    .endsWith("\nheadlight: interrupted.\n");
            try (ServerSocket free = new ServerSocket()) {
                free.setReuseAddress(true); // the system keeps closed connections for a minute
                free.bind(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), address.getPort()));
                assertThat(free.isBound()).isTrue();
            }
        } finally {
            process.destroyForcibly();
        }
    }

    private static PrintStream stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }
}
