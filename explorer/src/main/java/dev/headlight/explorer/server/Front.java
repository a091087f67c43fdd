package dev.headlight.explorer.server;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Fields;
import org.eclipse.jetty.util.Promise;

/** Every request comes by here: who asks, how often, what for. A body that comes slowly holds no thread. */
final class Front extends Handler.Abstract.NonBlocking {

    /** Bytes of a question. */
    static final int BODY = 512 << 10;

    private static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:;"
                    + " connect-src 'self'; frame-src 'self'; base-uri 'none'; form-action 'none';"
                    + " frame-ancestors 'none'";

    private final Gate gate;
    private final Pace pace;
    private final Executor threads;
    private final Map<String, Consumer<Exchange>> gets;
    private final Map<String, Consumer<Exchange>> posts;

    /**
     * @param threads on which answers are made; they may wait
     * @param gets answers by path; a path that ends in {@code *} stands for all that begin so
     */
    Front(
            Gate gate,
            Pace pace,
            Executor threads,
            Map<String, Consumer<Exchange>> gets,
            Map<String, Consumer<Exchange>> posts) {
        this.gate = gate;
        this.pace = pace;
        this.threads = threads;
        this.gets = Map.copyOf(gets);
        this.posts = Map.copyOf(posts);
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        headers(response.getHeaders());
        try {
            pace.check(Request.getRemoteAddr(request), System.nanoTime());
            if (entered(request, response, callback)) {
                return true;
            }
            gate.check(request);
            answer(request, response, callback);
        } catch (Refusal refusal) {
            refuse(response, callback, refusal);
        }
        return true;
    }

    private static void headers(HttpFields.Mutable headers) {
        headers.put("Content-Security-Policy", POLICY);
        headers.put("X-Content-Type-Options", "nosniff");
        headers.put("Referrer-Policy", "no-referrer");
        headers.put("X-Frame-Options", "DENY");
        headers.put("Cross-Origin-Opener-Policy", "same-origin");
        headers.put("Cross-Origin-Resource-Policy", "same-origin");
        headers.put(HttpHeader.CACHE_CONTROL, "no-store");
    }

    /** Where the address carries the token, it becomes a cookie and leaves the address. */
    private boolean entered(Request request, Response response, Callback callback) {
        if (!gate.asksForToken() || !Request.getPathInContext(request).equals("/")) {
            return false;
        }
        Fields query = Request.extractQueryParameters(request);
        String given = query.getValue(Gate.TOKEN);
        if (given == null || !gate.knows(given)) {
            return false;
        }
        response.getHeaders()
                .put(
                        HttpHeader.SET_COOKIE,
                        Gate.TOKEN + "=" + given + "; Path=/; HttpOnly; SameSite=Strict");
        response.setStatus(303);
        response.getHeaders().put(HttpHeader.LOCATION, "/");
        response.write(true, ByteBuffer.allocate(0), callback);
        return true;
    }

    private void answer(Request request, Response response, Callback callback) {
        String path = Request.getPathInContext(request);
        switch (request.getMethod()) {
            case "GET" -> {
                Assets.Asset asset = Assets.at(path);
                if (asset != null) {
                    new Exchange(request, response, callback, new byte[0])
                            .answer(200, asset.type(), asset.content());
                    return;
                }
                serve(found(gets, path), request, response, callback, new byte[0]);
            }
            case "POST" -> {
                Consumer<Exchange> route = found(posts, path);
                if (request.getLength() > BODY) {
                    throw tooLarge();
                }
                Content.Source.asByteArrayAsync(
                        request,
                        BODY,
                        Promise.Invocable.from(
                                InvocationType.NON_BLOCKING,
                                body -> serve(route, request, response, callback, body),
                                failure -> unread(response, callback, failure)));
            }
            default -> throw new Refusal(405, "Only GET and POST are answered here.");
        }
    }

    private static void unread(Response response, Callback callback, Throwable failure) {
        if (failure instanceof IllegalStateException) { // more bytes than the length said
            refuse(response, callback, tooLarge());
        } else {
            callback.failed(failure);
        }
    }

    private static Refusal tooLarge() {
        return new Refusal(413, "The question is too large; shorten the text.");
    }

    private static Consumer<Exchange> found(Map<String, Consumer<Exchange>> routes, String path) {
        Consumer<Exchange> exact = routes.get(path);
        if (exact != null) {
            return exact;
        }
        Consumer<Exchange> below = routes.get(path.substring(0, path.lastIndexOf('/') + 1) + "*");
        if (below == null) {
            throw new Refusal(404, "There is nothing at this address; begin at /.");
        }
        return below;
    }

    private void serve(
            Consumer<Exchange> route,
            Request request,
            Response response,
            Callback callback,
            byte[] body) {
        threads.execute(
                () -> {
                    try {
                        route.accept(new Exchange(request, response, callback, body));
                    } catch (Throwable e) { // the visitor hears of it; the server goes on
                        refuse(response, callback, Failures.thrown(e));
                    }
                });
    }

    /** What no handler came to see: a request that is not HTTP, or not quite. */
    static boolean unparsed(Request request, Response response, Callback callback) {
        headers(response.getHeaders());
        refuse(
                response,
                callback,
                new Refusal(400, "This is no request that a browser would send."));
        return true;
    }

    private static void refuse(Response response, Callback callback, Refusal refusal) {
        if (response.isCommitted()) {
            callback.failed(refusal);
            return;
        }
        response.setStatus(refusal.status());
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
        byte[] content =
                Wire.MAPPER
                        .writeValueAsString(Map.of("error", String.valueOf(refusal.getMessage())))
                        .getBytes(StandardCharsets.UTF_8);
        response.write(true, ByteBuffer.wrap(content), callback);
    }
}
