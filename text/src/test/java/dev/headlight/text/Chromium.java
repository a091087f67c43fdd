package dev.headlight.text;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A headless Chromium that a test operates over its DevTools protocol; where none is installed the test is skipped. */
public final class Chromium implements AutoCloseable {

    private static final List<String> NAMES =
            List.of("chromium", "chromium-browser", "google-chrome");
    private static final long PATIENCE = 120;
    private static final JsonMapper JSON = new JsonMapper();

    private final Process process;
    private final HttpClient http =
            HttpClient.newBuilder().proxy(HttpClient.Builder.NO_PROXY).build();
    private final WebSocket socket;
    private final BlockingQueue<JsonNode> answers = new LinkedBlockingQueue<>();
    private @Nullable String session;
    private final List<JsonNode> events = new ArrayList<>(); // what it told of meanwhile
    private int sent;

    public Chromium(Path scratch) throws IOException, InterruptedException {
        process = started(scratch);
        socket =
                http.newWebSocketBuilder()
                        .buildAsync(address(scratch.resolve("log.txt")), new Listener(answers))
                        .join();
    }

    private static Process started(Path scratch) {
        List<String> missing = new ArrayList<>();
        for (String name : NAMES) {
            try {
                return new ProcessBuilder(
                                name,
                                "--headless",
                                "--no-sandbox",
                                "--disable-gpu",
                                "--disable-quic",
                                "--no-first-run",
                                "--disable-background-networking",
                                "--disable-component-update",
                                "--disable-sync",
                                "--remote-debugging-port=0",
                                "--user-data-dir=" + scratch.resolve("profile"),
                                "--window-size=1280,800",
                                "about:blank")
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .redirectError(scratch.resolve("log.txt").toFile())
                        .start();
            } catch (IOException e) {
                missing.add(name);
            }
        }
        return abort("no browser is installed (" + missing + "), so the page was not opened");
    }

    /** The browser writes where it listens. */
    private URI address(Path log) throws IOException, InterruptedException {
        String mark = "DevTools listening on ";
        for (long i = 0; i < PATIENCE * 20; i++) {
            for (String line : Files.readString(log).split("\n", -1)) {
                if (line.startsWith(mark) && line.contains("/devtools/")) {
                    return URI.create(line.substring(mark.length()).strip());
                }
            }
            Thread.sleep(50);
        }
        process.destroyForcibly();
        throw new AssertionError("the browser did not say where it listens");
    }

    /** Collects what the browser sends. */
    private static final class Listener implements WebSocket.Listener {
        private final BlockingQueue<JsonNode> messages;
        private final StringBuilder text = new StringBuilder();

        Listener(BlockingQueue<JsonNode> messages) {
            this.messages = messages;
        }

        @Override
        public @Nullable CompletionStage<?> onText(
                WebSocket from, CharSequence part, boolean last) {
            text.append(part);
            if (last) {
                messages.add(JSON.readTree(text.toString()));
                text.setLength(0);
            }
            from.request(1);
            return null;
        }
    }

    private JsonNode send(String method, Map<String, Object> parameters)
            throws InterruptedException {
        int id = ++sent;
        Map<String, Object> message = new LinkedHashMap<>();
        message.put("id", id);
        message.put("method", method);
        message.put("params", parameters);
        if (session != null) {
            message.put("sessionId", session);
        }
        socket.sendText(JSON.writeValueAsString(message), true).join();
        while (true) {
            JsonNode answer = answers.poll(PATIENCE, TimeUnit.SECONDS);
            if (answer == null) {
                throw new AssertionError("the browser did not answer " + method);
            }
            if (answer.path("id").asInt(-1) != id) {
                events.add(answer);
                continue;
            }
            if (answer.has("error")) {
                throw new AssertionError(method + ": " + answer.get("error"));
            }
            return answer.get("result");
        }
    }

    /**
     * Opens a file in a tab of its own and waits until it is laid out.
     *
     * @param scripts whether scripts may run
     */
    public void open(Path page, boolean scripts) throws InterruptedException {
        open(page.toUri().toString(), scripts);
    }

    /** Opens an address in a tab of its own and waits until it is laid out. */
    public void open(String address, boolean scripts) throws InterruptedException {
        session = null;
        String target =
                send("Target.createTarget", Map.of("url", "about:blank"))
                        .get("targetId")
                        .asString();
        session =
                send("Target.attachToTarget", Map.of("targetId", target, "flatten", true))
                        .get("sessionId")
                        .asString();
        for (String domain : List.of("Page", "Runtime", "Log", "Network")) {
            send(domain + ".enable", Map.of());
        }
        send("Emulation.setScriptExecutionDisabled", Map.of("value", !scripts));
        send("Page.navigate", Map.of("url", address));
        for (long i = 0; i < PATIENCE * 20; i++) {
            boolean loaded = text("document.readyState").equals("complete");
            if (loaded && !text("location.protocol").equals("about:")) {
                return;
            }
            Thread.sleep(50);
        }
        throw new AssertionError("the page did not load");
    }

    /**
     * Leaves the page for an empty one. The browser answers when the new one stands; a script's own
     * {@code location.replace} would go on under the next expression.
     */
    public void leave() throws InterruptedException {
        send("Page.navigate", Map.of("url", "about:blank"));
        await("location.protocol === 'about:'");
    }

    /** Waits until an expression is true in the page. */
    public void await(String expression) throws InterruptedException {
        for (long i = 0; i < PATIENCE * 20; i++) {
            if (value("Boolean(" + expression + ")").asBoolean()) {
                return;
            }
            Thread.sleep(50);
        }
        throw new AssertionError("never came true: " + expression);
    }

    /** The value of an expression in the page. */
    public JsonNode value(String expression) throws InterruptedException {
        JsonNode result =
                send("Runtime.evaluate", Map.of("expression", expression, "returnByValue", true));
        if (result.has("exceptionDetails")) {
            throw new AssertionError(expression + ": " + result.get("exceptionDetails"));
        }
        return result.get("result").path("value");
    }

    /** The value of a promise, once it is kept. */
    public JsonNode promised(String expression) throws InterruptedException {
        JsonNode result =
                send(
                        "Runtime.evaluate",
                        Map.of(
                                "expression",
                                expression,
                                "returnByValue",
                                true,
                                "awaitPromise",
                                true));
        if (result.has("exceptionDetails")) {
            throw new AssertionError(expression + ": " + result.get("exceptionDetails"));
        }
        return result.get("result").path("value");
    }

    public String text(String expression) throws InterruptedException {
        return value("String(" + expression + ")").asString();
    }

    public double number(String expression) throws InterruptedException {
        return value("Number(" + expression + ")").asDouble();
    }

    public double[] numbers(String expression) throws InterruptedException {
        JsonNode array = value(expression);
        double[] numbers = new double[array.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = array.get(i).asDouble();
        }
        return numbers;
    }

    /** Types into a field, as its script sees it. */
    public void type(String selector, Object text) throws InterruptedException {
        value(
                "(()=>{const f=document.querySelector('"
                        + selector
                        + "');f.value='"
                        + text
                        + "';f.dispatchEvent(new Event('input',{bubbles:true}));f.dispatchEvent(new"
                        + " Event('change',{bubbles:true}))})()");
    }

    public void click(String selector) throws InterruptedException {
        value("document.querySelector('" + selector + "').click()");
    }

    public void press(String key, int code) throws InterruptedException {
        for (String type : List.of("rawKeyDown", "keyUp")) {
            send(
                    "Input.dispatchKeyEvent",
                    Map.of("type", type, "key", key, "code", key, "windowsVirtualKeyCode", code));
        }
    }

    /** Writes into what has the focus, as a keyboard does. */
    public void write(String text) throws InterruptedException {
        send("Input.insertText", Map.of("text", text));
    }

    /** Moves the pointer over the middle of an element, or a part of its width and height. */
    public void hover(String selector, double across, double down) throws InterruptedException {
        mouse("mouseMoved", place(selector, across, down));
    }

    /** Clicks with the mouse. */
    public void tap(String selector, double across, double down) throws InterruptedException {
        double[] at = place(selector, across, down);
        mouse("mouseMoved", at);
        mouse("mousePressed", at);
        mouse("mouseReleased", at);
    }

    private double[] place(String selector, double across, double down)
            throws InterruptedException {
        return numbers(
                "(()=>{const e=document.querySelector('"
                        + selector
                        + "');e.scrollIntoView({block:'center',behavior:'instant'});const"
                        + " b=e.getBoundingClientRect();return [b.left+b.width*"
                        + across
                        + ",b.top+b.height*"
                        + down
                        + "]})()");
    }

    private void mouse(String type, double[] at) throws InterruptedException {
        send(
                "Input.dispatchMouseEvent",
                Map.of(
                        "type",
                        type,
                        "x",
                        at[0],
                        "y",
                        at[1],
                        "button",
                        "left",
                        "buttons",
                        0,
                        "clickCount",
                        1));
    }

    /** The page as a picture, as far as it is {@code height} pixels high. */
    public void picture(Path png, int height) throws IOException, InterruptedException {
        int width = (int) number("innerWidth");
        JsonNode shot =
                send(
                        "Page.captureScreenshot",
                        Map.of(
                                "format",
                                "png",
                                "captureBeyondViewport",
                                true,
                                "clip",
                                Map.of(
                                        "x", 0, "y", 0, "width", width, "height", height, "scale",
                                        1)));
        Files.write(png, java.util.Base64.getDecoder().decode(shot.get("data").asString()));
    }

    public void emulate(int width, String scheme) throws InterruptedException {
        send(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", 800, "deviceScaleFactor", 1, "mobile", false));
        send(
                "Emulation.setEmulatedMedia",
                Map.of(
                        "features",
                        List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
    }

    /** Errors and warnings of the console, uncaught exceptions, refusals of the security policy. */
    public List<String> complaints() {
        return events.stream()
                .filter(
                        e -> {
                            String method = e.path("method").asString("");
                            String level = e.at("/params/entry/level").asString("");
                            String type = e.at("/params/type").asString("");
                            return method.equals("Runtime.exceptionThrown")
                                    || method.equals("Log.entryAdded") && !level.equals("verbose")
                                    || method.equals("Runtime.consoleAPICalled")
                                            && (type.equals("error") || type.equals("warning"));
                        })
                .map(JsonNode::toString)
                .toList();
    }

    /** Addresses that the pages asked for. */
    public List<String> requests() {
        return events.stream()
                .filter(e -> e.path("method").asString("").equals("Network.requestWillBeSent"))
                .map(e -> e.at("/params/request/url").asString())
                .toList();
    }

    @Override
    public void close() {
        socket.abort();
        http.shutdownNow();
        // Its children write to the profile, whose folder the test is about to delete.
        List<ProcessHandle> all =
                Stream.concat(process.descendants(), Stream.of(process.toHandle())).toList();
        all.forEach(ProcessHandle::destroyForcibly);
        all.forEach(p -> p.onExit().orTimeout(10, TimeUnit.SECONDS).exceptionally(e -> p).join());
    }
}
