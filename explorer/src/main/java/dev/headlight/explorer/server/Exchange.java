package dev.headlight.explorer.server;

import dev.headlight.explorer.reading.Stop;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** One request and its answer, on a virtual thread that may wait. */
final class Exchange {

    private static final long BEAT_MILLIS = 100;
    private static final long PATIENCE_SECONDS = 300;

    private final Request request;
    private final Response response;
    private final Callback callback;
    private final byte[] body;

    Exchange(Request request, Response response, Callback callback, byte[] body) {
        this.request = request;
        this.response = response;
        this.callback = callback;
        this.body = body;
    }

    String path() {
        return Request.getPathInContext(request);
    }

    /**
     * The body as a JSON object.
     *
     * @throws Refusal where it is none
     */
    JsonNode json() {
        String type = request.getHeaders().get(HttpHeader.CONTENT_TYPE);
        if (type == null || !type.startsWith("application/json")) {
            // No other site's form can send this type without being asked whether it may.
            throw new Refusal(415, "The question must be JSON.");
        }
        try {
            JsonNode json = Wire.MAPPER.readTree(body);
            if (json != null && json.isObject()) {
                return json;
            }
        } catch (JacksonException e) {
            throw new Refusal(400, "The question is no JSON.");
        }
        throw new Refusal(400, "The question is no JSON object.");
    }

    /** Answers with JSON. */
    void answer(Object content) {
        answer(200, "application/json", Wire.MAPPER.writeValueAsBytes(content));
    }

    void answer(int status, String type, byte[] content) {
        response.setStatus(status);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, type);
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, content.length);
        response.write(true, ByteBuffer.wrap(content), callback);
    }

    /** Sets a header of the answer. */
    void header(String name, String value) {
        response.getHeaders().put(name, value);
    }

    /** Computes on a lane and answers with the result. */
    void compute(Lanes lanes, Lanes.Line line, Function<Stop, ?> work) {
        Lanes.Task<?> task = lanes.submit(line, work::apply);
        try {
            answer(task.result().get(PATIENCE_SECONDS, TimeUnit.SECONDS));
        } catch (ExecutionException e) {
            throw Failures.thrown(e.getCause() == null ? e : e.getCause());
        } catch (TimeoutException e) {
            task.stop();
            throw new Refusal(503, "This takes too long; try a shorter text.");
        } catch (InterruptedException e) {
            task.stop();
            Thread.currentThread().interrupt();
            throw new Refusal(503, "The explorer is ending.");
        }
    }

    /** Computes on a lane and sends the frames as they come; a failure comes as a frame with a sentence. */
    void stream(Lanes lanes, Lanes.Line line, BiConsumer<Frames, Stop> work) {
        Frames frames = new Frames();
        Lanes.Task<Boolean> task =
                lanes.submit(
                        line,
                        stop -> {
                            try {
                                work.accept(frames, stop);
                            } catch (CancellationException e) {
                                frames.json(Map.of("kind", "stopped"));
                            } catch (Throwable e) { // the visitor is told, then the lane goes on
                                frames.json(Failures.frame(e));
                            }
                            return true;
                        });
        try {
            send(frames, task, "application/octet-stream");
        } catch (IOException e) {
            task.stop(); // the page has been closed, or has asked something else
            callback.failed(e);
        } catch (InterruptedException e) {
            task.stop();
            Thread.currentThread().interrupt();
            callback.failed(e);
        }
    }

    private void send(Frames frames, Lanes.Task<Boolean> task, String type)
            throws IOException, InterruptedException {
        response.setStatus(200);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, type);
        while (true) {
            boolean done =
                    task.result().isDone(); // asked before: then no frame can come after the last
            ByteBuffer frame = frames.next(done ? 0 : BEAT_MILLIS);
            if (frame != null) {
                Content.Sink.write(response, false, frame);
            } else if (!done) {
                Content.Sink.write(response, false, Frames.beat());
            } else {
                break;
            }
        }
        response.write(true, ByteBuffer.allocate(0), callback);
    }

    /** What happens next; empty where nothing has. */
    @FunctionalInterface
    interface Happenings {
        List<Map<String, Object>> next() throws InterruptedException;
    }

    /**
     * Server-sent events until the page is closed.
     *
     * @param over asked when nothing has happened for a while: whether nothing more will
     */
    void events(Happenings happenings, BooleanSupplier over) {
        response.setStatus(200);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "text/event-stream");
        try {
            while (true) {
                List<Map<String, Object>> more = happenings.next();
                StringBuilder text = new StringBuilder();
                for (Map<String, Object> each : more) {
                    text.append("data: ")
                            .append(Wire.MAPPER.writeValueAsString(each))
                            .append("\n\n");
                }
                if (more.isEmpty()) {
                    if (over.getAsBoolean()) {
                        break;
                    }
                    text.append(": still here\n\n");
                }
                Content.Sink.write(
                        response,
                        false,
                        ByteBuffer.wrap(text.toString().getBytes(StandardCharsets.UTF_8)));
            }
            response.write(true, ByteBuffer.allocate(0), callback);
        } catch (IOException e) {
            callback.failed(e); // the page has been closed
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            callback.failed(e);
        }
    }
}
