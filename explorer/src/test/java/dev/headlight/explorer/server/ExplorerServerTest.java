package dev.headlight.explorer.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headlight.text.InputException;
import dev.headlight.text.UsageException;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Who is let in, what is bounded, and what stays up. */
class ExplorerServerTest {

    private static final String READ =
            "{\"visitor\":\"v\",\"model\":\"wired\",\"text\":\"the cat saw the cat\"}";

    @TempDir Path folder;

    private ExplorerServer server;
    private Wires wires;

    @BeforeEach
    void start() {
        server = ExplorerServer.start(options(ExplorerOptions.LOOPBACK, 0, 64));
        wires = new Wires(server);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private ExplorerOptions options(String host, int port, int tokens) {
        return new ExplorerOptions(host, port, List.of(), folder.resolve("runs"), tokens, 2);
    }

    @Test
    void thePageAndItsPartsAreServedWithTheirPolicy() throws IOException {
        for (String path :
                List.of(
                        "/",
                        "/app/main.js",
                        "/app/explorer.css",
                        "/parts/tokenmatrix.js",
                        "/style/base.css")) {
            Wires.Answer answer = wires.get(path);
            assertThat(answer.status()).as(path).isEqualTo(200);
            assertThat(answer.body().length).as(path).isGreaterThan(200);
            assertThat(answer.head())
                    .contains("Content-Security-Policy: default-src 'none'; script-src 'self'")
                    .contains("X-Content-Type-Options: nosniff")
                    .doesNotContain("Access-Control-")
                    .doesNotContain("Server:");
        }
    }

    @Test
    void aTextIsReadLayerByLayer() throws IOException {
        List<JsonNode> frames = wires.post("/api/read", READ).frames();
        assertThat(frames.getFirst().path("tokens").toString())
                .isEqualTo("[\"<s>\",\"the\",\"cat\",\"saw\",\"the\",\"cat\"]");
        JsonNode end = frames.getLast();
        assertThat(end.path("kind").asString()).isEqualTo("outcome");
        assertThat(end.path("losses").size()).isEqualTo(5);
        assertThat(end.path("next").size()).isEqualTo(6);
    }

    @Test
    void whatIsAskedWronglyIsAnsweredWithASentence() throws IOException {
        assertThat(error(wires.post("/api/read", "{"), 400)).contains("no JSON");
        assertThat(error(wires.post("/api/why", "[]"), 400)).contains("no JSON object");
        assertThat(error(wires.post("/api/model", "{\"model\":\"other\"}"), 422))
                .contains("no such model");
        assertThat(error(wires.post("/api/model", "{\"model\":7}"), 400))
                .contains("must be a text");
        assertThat(
                        error(
                                wires.post(
                                        "/api/why",
                                        "{\"model\":\"wired\",\"text\":\"cat\",\"layer\":3,\"head\":0}"),
                                400))
                .contains("layer must be a number from 0 to 2");
        assertThat(
                        wires.post(
                                        "/api/ablate",
                                        "{\"model\":\"wired\",\"text\":\"cat\",\"heads\":7}")
                                .frames()
                                .getFirst()
                                .path("error")
                                .asString())
                .contains("list of heads");
        assertThat(error(wires.get("/api/nothing"), 404)).contains("nothing at this address");
        assertThat(
                        error(
                                wires.raw(
                                        "PUT / HTTP/1.1\r\nHost: "
                                                + wires.host()
                                                + "\r\nConnection: close\r\n\r\n"),
                                405))
                .contains("GET and POST");
        assertThat(error(wires.get("/lesson/99"), 404)).contains("no such lesson");
        assertThat(
                        error(
                                wires.post(
                                        "/api/train", "{\"settings\":{\"text\":\"/etc/passwd\"}}"),
                                400))
                .contains("cannot be changed here");
        assertThat(error(wires.post("/api/train", "{\"settings\":{\"steps\":\"many\"}}"), 422))
                .contains("--steps");
        assertThat(error(wires.post("/api/train", "{\"settings\":{\"dim\":\"4096\"}}"), 422))
                .contains("at most");
    }

    private static String error(Wires.Answer answer, int status) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        return answer.json().path("error").asString();
    }

    @Test
    void aTextIsBounded() throws IOException {
        String many = "cat ".repeat(200);
        JsonNode begin =
                wires.post("/api/read", "{\"model\":\"wired\",\"text\":\"" + many + "\"}")
                        .frames()
                        .getFirst();
        assertThat(begin.path("tokens").size()).isEqualTo(64);
        assertThat(begin.path("note").asString())
                .isEqualTo(
                        "Only the first 64 tokens are read, 137 more are left out: start the"
                                + " explorer with --tokens for more.");
        String long1 = "{\"text\":\"" + "x".repeat(Question.TEXT + 1) + "\"}";
        assertThat(error(wires.post("/api/read", long1), 413))
                .contains("more than 100,000 characters");
        // Announced only: the server does not wait for it, and closes.
        String announced =
                "POST /api/read HTTP/1.1\r\nHost: "
                        + wires.host()
                        + "\r\nContent-Type: application/json\r\nContent-Length: "
                        + (Front.BODY + 1)
                        + "\r\nConnection: close\r\n\r\n";
        assertThat(error(wires.raw(announced), 413)).contains("too large");
    }

    @Test
    void anotherSiteIsNotLetIn() throws IOException {
        String post =
                String.join(
                        "\r\n",
                        "POST /api/read HTTP/1.1",
                        "Host: %s",
                        "Connection: close",
                        "Content-Type: application/json",
                        "Content-Length: 2",
                        "%s",
                        "{}");
        assertThat(wires.raw(post.formatted("evil.example:80", "")).status()).isEqualTo(403);
        assertThat(
                        wires.raw(
                                        post.formatted(
                                                "evil.example:" + wires.host().split(":", -1)[1],
                                                ""))
                                .status())
                .isEqualTo(403);
        assertThat(wires.raw(post.formatted("127.0.0.1", "")).status())
                .as("another port")
                .isEqualTo(403);
        assertThat(
                        wires.raw(post.formatted(wires.host(), "Origin: http://evil.example\r\n"))
                                .status())
                .isEqualTo(403);
        assertThat(wires.raw(post.formatted(wires.host(), "Origin: null\r\n")).status())
                .isEqualTo(403);
        assertThat(
                        wires.raw(
                                        post.formatted(
                                                wires.host(),
                                                "Origin: https://" + wires.host() + "\r\n"))
                                .status())
                .isEqualTo(403);
        assertThat(
                        wires.raw(post.formatted(wires.host(), "Sec-Fetch-Site: cross-site\r\n"))
                                .status())
                .isEqualTo(403);
        assertThat(wires.get("/api/models", "Sec-Fetch-Site: same-site").status()).isEqualTo(403);
        assertThat(wires.raw("GET / HTTP/1.0\r\n\r\n").status()).as("no host").isIn(400, 403);
        String form =
                "POST /api/read HTTP/1.1\r\nHost: "
                        + wires.host()
                        + "\r\n"
                        + "Connection: close\r\n"
                        + "Content-Type: text/plain\r\n"
                        + "Content-Length: 2\r\n\r\n"
                        + "{}";
        assertThat(wires.raw(form).status()).as("what a form can send").isEqualTo(415);
        assertThat(
                        wires.get("/", "Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: navigate")
                                .status())
                .as("a link from elsewhere may lead here")
                .isEqualTo(200);
        assertThat(wires.get("/", "Host: localhost:1").status()).as("two hosts").isIn(400, 403);
        String local = wires.host().replace("127.0.0.1", "localhost");
        assertThat(
                        wires.raw(
                                        "GET /api/models HTTP/1.1\r\nHost: "
                                                + local
                                                + "\r\nOrigin: http://"
                                                + local
                                                + "\r\nConnection: close\r\n\r\n")
                                .status())
                .isEqualTo(200);
    }

    @Test
    void noFileOfTheDiskIsReached() throws IOException {
        Files.writeString(folder.resolve("secret.js"), "told to nobody");
        for (String path :
                List.of(
                        "/app/../../../secret.js",
                        "/app/..%2f..%2fsecret.js",
                        "/app/%2e%2e/main.js",
                        "//etc/passwd",
                        "/app/main.js/",
                        "/app/main.class",
                        "/parts/main.java",
                        "/style/../script/main.js",
                        "/app/" + "a".repeat(31) + ".js",
                        "/lesson/../1",
                        "/lesson/1%00",
                        "/app/Main.js",
                        folder.resolve("secret.js").toString())) {
            Wires.Answer answer = wires.get(path);
            assertThat(answer.status()).as(path).isIn(400, 403, 404);
            assertThat(answer.text())
                    .as(path)
                    .doesNotContain("told to nobody")
                    .doesNotContain("root:");
        }
    }

    @Test
    void anotherHostAsksForATokenThatBecomesACookie() throws IOException {
        try (ExplorerServer open = ExplorerServer.start(options("0.0.0.0", 0, 64))) {
            Wires there = new Wires(open);
            String token = open.address().split("token=", -1)[1];
            assertThat(token).matches("[0-9a-f]{32}");
            assertThat(error(there.get("/"), 401)).contains("token");
            assertThat(there.get("/app/main.js").status()).isEqualTo(401);
            assertThat(there.get("/?token=" + "0".repeat(32)).status()).isEqualTo(401);
            assertThat(there.get("/api/models?token=" + token).status()).isEqualTo(401);
            Wires.Answer entered = there.get("/?token=" + token);
            assertThat(entered.status()).isEqualTo(303);
            assertThat(entered.head())
                    .contains("Set-Cookie: token=" + token + "; Path=/; HttpOnly; SameSite=Strict")
                    .contains("Location: /");
            assertThat(there.get("/", "Cookie: token=" + token).status()).isEqualTo(200);
            assertThat(there.get("/api/models", "Cookie: token=" + token + "0").status())
                    .isEqualTo(401);
            assertThat(
                            there.raw(
                                            "GET / HTTP/1.1\r\n"
                                                    + "Host: evil.example:1\r\n"
                                                    + "Connection: close\r\n"
                                                    + "Cookie: token="
                                                    + token
                                                    + "\r\n\r\n")
                                    .status())
                    .isEqualTo(403);
        }
    }

    @Test
    void aThousandMalformedRequestsAndFiftySlowClientsLeaveItServing() throws Exception {
        List<Socket> slow = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int n = 0; n < 50; n++) {
                Socket socket = wires.open();
                slow.add(socket);
                // Half of them dawdle in the headers, half in the body.
                String begin =
                        n % 2 == 0
                                ? "POST /api/read HTTP/1.1\r\nHost: "
                                : "POST /api/read HTTP/1.1\r\nHost: "
                                        + wires.host()
                                        + "\r\n"
                                        + "Content-Type: application/json\r\n"
                                        + "Content-Length: 5000\r\n\r\n"
                                        + "{";
                socket.getOutputStream().write(begin.getBytes(StandardCharsets.UTF_8));
                socket.getOutputStream().flush();
            }
            Random random = new Random(11);
            List<CompletableFuture<Integer>> answers = new ArrayList<>();
            for (int n = 0; n < 1000; n++) {
                String request = malformed(random, n);
                answers.add(
                        CompletableFuture.supplyAsync(
                                () -> {
                                    try (Socket socket = wires.open()) {
                                        socket.getOutputStream()
                                                .write(
                                                        request.getBytes(
                                                                StandardCharsets.ISO_8859_1));
                                        socket.shutdownOutput();
                                        return Wires.answer(socket.getInputStream().readAllBytes())
                                                .status();
                                    } catch (IOException e) {
                                        return 0; // it was hung up on
                                    }
                                },
                                threads));
                if (n % 20 == 19) {
                    CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new))
                            .get(60, TimeUnit.SECONDS);
                }
            }
            for (CompletableFuture<Integer> answer : answers) {
                assertThat(answer.get()).isNotIn(200, 500);
            }
            TimeUnit.SECONDS.sleep(4); // the pace lets in again who asked too fast
            assertThat(wires.post("/api/read", READ).frames().getLast().path("kind").asString())
                    .isEqualTo("outcome");
            assertThat(wires.get("/").status()).isEqualTo(200);
        } finally {
            for (Socket socket : slow) {
                socket.close();
            }
        }
    }

    private String malformed(Random random, int n) {
        String head = " HTTP/1.1\r\nHost: " + wires.host() + "\r\nConnection: close\r\n";
        byte[] noise = new byte[random.nextInt(1, 400)];
        random.nextBytes(noise);
        String text = new String(noise, StandardCharsets.ISO_8859_1);
        return switch (n % 8) {
            case 0 -> text;
            case 1 -> "GET /" + text.replace("\r", "").replace("\n", "") + head + "\r\n";
            case 2 ->
                    "POST /api/read"
                            + head
                            + "Content-Type: application/json\r\nContent-Length: "
                            + noise.length
                            + "\r\n\r\n"
                            + text;
            case 3 ->
                    "POST /api/read"
                            + head
                            + "Content-Type: application/json\r\nContent-Length: -5\r\n\r\n";
            case 4 ->
                    "POST /api/why"
                            + head
                            + "Content-Type: application/json\r\n"
                            + "Transfer-Encoding: chunked\r\n\r\n"
                            + "zz\r\n";
            case 5 -> "GET /" + "a".repeat(20_000) + head + "\r\n";
            case 6 -> "GET /api/nothing" + head + "X: " + "b".repeat(20_000) + "\r\n\r\n";
            default ->
                    "POST /api/ablate"
                            + head
                            + "Content-Type: application/json\r\nContent-Length: 40\r\n\r\n"
                            + "{\"heads\":[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[";
        };
    }

    @Test
    void whoAsksTooFastIsToldToWait() throws IOException {
        boolean told = false;
        for (int n = 0; n < 4 * Pace.BURST && !told; n++) {
            told = wires.get("/api/none").status() == 429;
        }
        // A slow machine never gets there.
        Pace pace = new Pace();
        for (int n = 0; n < Pace.BURST; n++) {
            pace.check("a", 0);
        }
        assertThatThrownBy(() -> pace.check("a", 0))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("wait");
        pace.check("b", 0);
        pace.check("a", 1_000_000_000);
    }

    @Test
    void aClosedPageHoldsUpNobody() throws Exception {
        String text = "cat ".repeat(60);
        for (int n = 0; n < 30; n++) {
            try (Socket socket = wires.open()) {
                String body =
                        "{\"visitor\":\"w\",\"order\":"
                                + n
                                + ",\"model\":\"wired\",\"text\":\""
                                + text
                                + "\"}";
                String request =
                        "POST /api/read HTTP/1.1\r\nHost: "
                                + wires.host()
                                + "\r\nContent-Type: application/json\r\nContent-Length: "
                                + body.length()
                                + "\r\n\r\n"
                                + body;
                socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
                socket.getOutputStream().flush();
            } // closed before the answer
        }
        Wires.Answer last =
                wires.post(
                        "/api/read",
                        "{\"visitor\":\"w\",\"order\":99,\"model\":\"wired\",\"text\":\""
                                + text
                                + "\"}");
        assertThat(last.status()).as(last.text()).isEqualTo(200);
        assertThat(last.frames().getLast().path("kind").asString()).isEqualTo("outcome");
    }

    @Test
    void whatCannotBeServedIsSaid() {
        int port = URI.create(server.address()).getPort();
        assertThatThrownBy(() -> ExplorerServer.start(options(ExplorerOptions.LOOPBACK, port, 64)))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("port " + port + " of 127.0.0.1 cannot be used");
        Path missing = folder.resolve("missing.gguf");
        assertThatThrownBy(
                        () ->
                                ExplorerServer.start(
                                        new ExplorerOptions(
                                                ExplorerOptions.LOOPBACK,
                                                0,
                                                List.of(missing),
                                                folder,
                                                64,
                                                1)))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("missing.gguf");
    }
}
