package dev.headlight.explorer.server;

import dev.headlight.engine.Workers;
import dev.headlight.explorer.reading.Readings;
import dev.headlight.explorer.subject.Subjects;
import dev.headlight.explorer.training.TrainingDesk;
import dev.headlight.text.ResourceException;
import dev.headlight.text.UsageException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.jspecify.annotations.Nullable;

/** The explorer while it is served. Closing it ends the work under way, then closes the models. */
public final class ExplorerServer implements AutoCloseable {

    private static final int CONNECTIONS = 256;
    private static final long IDLE_MILLIS = 30_000;
    private static final int HEADERS = 8 << 10;
    private static final long READINGS = 256L << 20;
    private static final int LANES = 2;

    private final Workers workers;
    private final Subjects subjects;
    private final Lanes lanes = new Lanes(LANES);
    private final Lanes unhurried = new Lanes(1, lanes);
    private final ExecutorService waiting = Executors.newVirtualThreadPerTaskExecutor();
    private final TrainingDesk training;
    private final LessonRoutes lessons = new LessonRoutes();
    private final Server server;
    private final String address;

    private ExplorerServer(ExplorerOptions options, InetAddress host, @Nullable String token) {
        workers = new Workers(options.threads());
        subjects = new Subjects(options.models(), workers);
        training = new TrainingDesk(options.runs(), subjects, options.threads());
        Gate gate = new Gate(options.host(), token);
        server = new Server(new QueuedThreadPool(32, 4));
        server.setHandler(new Front(gate, new Pace(), waiting, gets(), posts(options)));
        server.setErrorHandler(Front::unparsed);
        ServerConnector connector = connector(options, host);
        server.addConnector(connector);
        server.addBean(new NetworkConnectionLimit(CONNECTIONS, server));
        begin(options);
        gate.port(connector.getLocalPort());
        String name = options.host().contains(":") ? "[" + options.host() + "]" : options.host();
        address =
                "http://%s:%d/%s"
                        .formatted(
                                host.isAnyLocalAddress()
                                        ? InetAddress.getLoopbackAddress().getHostAddress()
                                        : name,
                                connector.getLocalPort(),
                                token == null ? "" : "?" + Gate.TOKEN + "=" + token);
    }

    /**
     * Serves.
     *
     * @throws UsageException where the host is none of this machine's or the port is taken
     * @throws dev.headlight.text.InputException where what is to be shown cannot be read
     */
    public static ExplorerServer start(ExplorerOptions options) {
        InetAddress host;
        try {
            host = InetAddress.getByName(options.host());
        } catch (UnknownHostException e) {
            throw new UsageException(
                    "--host "
                            + options.host()
                            + " is not known; leave it out to serve this machine alone.",
                    e);
        }
        ExplorerServer explorer =
                new ExplorerServer(options, host, Gate.loopback(host) ? null : newToken());
        boolean ready = false;
        try {
            explorer.subjects.subject(explorer.subjects.first());
            ready = true;
            return explorer;
        } finally {
            if (!ready) {
                explorer.close();
            }
        }
    }

    private static String newToken() {
        byte[] bytes = new byte[16];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    private ServerConnector connector(ExplorerOptions options, InetAddress host) {
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        http.setSendDateHeader(false);
        http.setRequestHeaderSize(HEADERS);
        http.setIdleTimeout(IDLE_MILLIS);
        ServerConnector connector =
                new ServerConnector(server, 1, 1, new HttpConnectionFactory(http));
        connector.setHost(host.getHostAddress());
        connector.setPort(options.port());
        connector.setIdleTimeout(IDLE_MILLIS);
        return connector;
    }

    private void begin(ExplorerOptions options) {
        try {
            server.start();
        } catch (Exception e) {
            close();
            Throwable cause = e;
            while (cause != null && !(cause instanceof BindException)) {
                cause = cause.getCause();
            }
            if (cause != null) {
                throw new UsageException(
                        "port %d of %s cannot be used; name another with --port, or none for a free one."
                                .formatted(options.port(), options.host()),
                        e);
            }
            throw new ResourceException(
                    "the explorer cannot be served: " + e.getMessage() + ".", e);
        }
    }

    private Map<String, Consumer<Exchange>> gets() {
        Map<String, Consumer<Exchange>> gets = new LinkedHashMap<>();
        gets.put("/api/models", new ModelRoutes(subjects, lanes)::list);
        gets.put("/api/runs", new TrainingRoutes(subjects, training)::list);
        gets.put("/api/train/events", new TrainingRoutes(subjects, training)::events);
        gets.put("/api/lessons", lessons::list);
        gets.put("/lesson/*", lessons::read);
        return gets;
    }

    private Map<String, Consumer<Exchange>> posts(ExplorerOptions options) {
        long most = Math.min(READINGS, Runtime.getRuntime().maxMemory() / 8);
        TextRoutes texts =
                new TextRoutes(
                        subjects, lanes, unhurried, workers, new Readings(most), options.tokens());
        Map<String, Consumer<Exchange>> posts = new LinkedHashMap<>();
        posts.put("/api/model", new ModelRoutes(subjects, lanes)::describe);
        posts.put("/api/read", texts::read);
        posts.put("/api/why", texts::why);
        posts.put("/api/ablate", texts::ablate);
        posts.put("/api/figures", texts::figures);
        TrainingRoutes runs = new TrainingRoutes(subjects, training);
        posts.put("/api/train", runs::begin);
        posts.put("/api/train/stop", runs::stop);
        posts.put("/api/train/resume", runs::resume);
        return posts;
    }

    /** Where a browser finds it, the token in it where there is one. */
    public String address() {
        return address;
    }

    /** Returns when the server has been stopped. */
    public void join() {
        try {
            server.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Stops a model that is being trained, and waits until it is saved.
     *
     * @return what came of it, in a sentence; empty where nothing was trained
     */
    public String endTraining() {
        return training.end();
    }

    /** Whether a model is being trained. */
    public boolean trains() {
        return training.busy();
    }

    /** Stops serving: {@link #join} then returns. */
    public void stop() {
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException("stopping the server", e);
        }
    }

    @Override
    public void close() {
        training.close();
        lessons.close();
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException("stopping the server", e);
        } finally {
            unhurried.close();
            lanes.close();
            waiting.shutdownNow();
            subjects.close();
            workers.close();
        }
    }
}
