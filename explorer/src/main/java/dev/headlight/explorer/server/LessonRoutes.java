package dev.headlight.explorer.server;

import dev.headlight.text.UsageException;
import dev.headlight.tutorial.Course;
import dev.headlight.tutorial.lesson.Chapter;
import dev.headlight.tutorial.page.LessonPage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The tutorial's lessons. Each is computed when it is first asked for, on a thread of its own beside the lanes, and then
 * kept: some train small models, which takes up to a minute.
 */
final class LessonRoutes implements AutoCloseable {

    /** The page has its script and style in it; its own policy names their hashes, this one the rest. */
    private static final String POLICY =
            "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src"
                    + " data:; base-uri 'none'; form-action 'none'; frame-ancestors 'self'";

    private final Map<Integer, CompletableFuture<byte[]>> pages = new ConcurrentHashMap<>();
    private final ExecutorService thread =
            Executors.newSingleThreadExecutor(
                    Thread.ofPlatform().daemon().name("explorer-lessons").factory());

    /** What can be learned. */
    void list(Exchange exchange) {
        List<Object> lessons = new ArrayList<>();
        for (Chapter c : Course.chapters()) {
            lessons.add(
                    Map.of(
                            "number", c.number(),
                            "title", c.title(),
                            "minutes", c.minutes(),
                            "aim", c.aim(),
                            "ready", ready(c.number())));
        }
        exchange.answer(Map.of("lessons", lessons));
    }

    private boolean ready(int number) {
        CompletableFuture<byte[]> page = pages.get(number);
        return page != null && page.isDone();
    }

    /** A lesson as a page. */
    void read(Exchange exchange) {
        String path = exchange.path();
        String word = path.substring(path.lastIndexOf('/') + 1);
        if (!word.matches("[0-9]{1,3}")) {
            throw new Refusal(404, "There is no such lesson.");
        }
        int number = Integer.parseInt(word);
        Chapter chapter;
        try {
            chapter = Course.chapter(number);
        } catch (UsageException e) {
            throw new Refusal(404, "There is no such lesson.");
        }
        CompletableFuture<byte[]> page =
                pages.computeIfAbsent(
                        number, n -> CompletableFuture.supplyAsync(() -> page(chapter), thread));
        try {
            byte[] content = page.get();
            exchange.header("Content-Security-Policy", POLICY);
            exchange.header("X-Frame-Options", "SAMEORIGIN");
            exchange.answer(200, "text/html; charset=utf-8", content);
        } catch (ExecutionException e) {
            pages.remove(number, page);
            throw Failures.thrown(e.getCause() == null ? e : e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Refusal(503, "The explorer is ending.");
        }
    }

    private static byte[] page(Chapter chapter) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            LessonPage.write("attention tutorial", List.of(chapter.lesson()), bytes);
        } catch (IOException e) {
            throw new UncheckedIOException("an array in memory takes bytes", e);
        }
        return bytes.toByteArray();
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
