package dev.headlight.spark;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A real Spark cluster on this machine: a master and workers as processes of their own, loopback only. */
final class StandaloneCluster implements AutoCloseable {

    private static final Pattern MASTER = Pattern.compile("(spark://127\\.0\\.0\\.1:\\d+)");
    private static final int SECONDS = 90;

    private final Path home;
    private final List<Process> processes = new ArrayList<>();
    private final String url;

    /** Starts a master and so many workers of one core each, with all jars of the tests. */
    StandaloneCluster(Path folder, int workers) throws Exception {
        this(
                folder,
                workers,
                Stream.of(classPath().split(File.pathSeparator, -1))
                        .filter(entry -> entry.endsWith(".jar"))
                        .map(Path::of)
                        .filter(Files::exists)
                        .toList());
    }

    /** Starts them with these jars. */
    StandaloneCluster(Path folder, int workers, List<Path> jars) throws Exception {
        home = home(folder.resolve("spark-home"), jars);
        try {
            url = begin(workers);
        } catch (Exception | AssertionError e) {
            close(); // nobody else can: a process left behind outlives the tests
            throw e;
        }
    }

    /** A folder as an installed Spark has it, as far as its processes look for it. */
    static Path home(Path folder, List<Path> jars) throws IOException {
        Path into = Files.createDirectories(folder.resolve("jars"));
        for (Path jar : jars) {
            Path link = into.resolve(jar.getFileName());
            if (!Files.exists(link)) {
                Files.createSymbolicLink(link, jar);
            }
        }
        return folder;
    }

    private String begin(int workers) throws Exception {
        String master =
                await(start("master", "org.apache.spark.deploy.master.Master", List.of()), MASTER);
        for (int n = 0; n < workers; n++) {
            String work = home.resolve("work-" + n).toString();
            Path workerLog =
                    start(
                            "worker-" + n,
                            "org.apache.spark.deploy.worker.Worker",
                            List.of("--cores", "1", "--memory", "1g", "--work-dir", work, master));
            await(workerLog, Pattern.compile("(Successfully registered with master)"));
        }
        return master;
    }

    String url() {
        return url;
    }

    /** The class path of this test, which executors get too. */
    static String classPath() {
        return System.getProperty(
                "surefire.test.class.path", System.getProperty("java.class.path"));
    }

    private Path start(String name, String mainClass, List<String> more) throws IOException {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        List<String> command =
                new ArrayList<>(
                        List.of(
                                java.toString(),
                                "-Xmx256m",
                                "-cp",
                                home.resolve("jars") + "/*",
                                "-Dslf4j.provider=org.apache.logging.slf4j.SLF4JServiceProvider",
                                "-Dlog4j2.configurationFile=" + logging(),
                                mainClass,
                                "--host",
                                "127.0.0.1",
                                "--port",
                                "0",
                                "--webui-port",
                                "0"));
        command.addAll(more);
        Path log = home.resolve(name + ".log");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().put("SPARK_HOME", home.toString());
        builder.environment().put("SPARK_SCALA_VERSION", "2.13");
        builder.environment().put("SPARK_LOCAL_IP", "127.0.0.1");
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        processes.add(builder.start());
        return log;
    }

    /** Everything to the process's log, where the waiting looks. */
    private Path logging() throws IOException {
        return Files.writeString(
                home.resolve("log4j2.properties"),
                """
                rootLogger.level = info
                rootLogger.appenderRef.console.ref = console
                appender.console.type = Console
                appender.console.name = console
                appender.console.layout.type = PatternLayout
                appender.console.layout.pattern = %d %p %c{1}: %m%n
                """);
    }

    private static String await(Path log, Pattern pattern) throws Exception {
        for (int tries = 0; tries < 10 * SECONDS; tries++) {
            Matcher found = pattern.matcher(Files.readString(log));
            if (found.find()) {
                return found.group(1);
            }
            Thread.sleep(100);
        }
        throw new AssertionError(log + " says no " + pattern + ":\n" + Files.readString(log));
    }

    /** Kills a worker as a power cut would; its executor finds it gone and ends too. */
    void kill(int worker) {
        processes.get(1 + worker).destroyForcibly();
    }

    @Override
    public void close() {
        for (Process process : processes.reversed()) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
        try {
            for (Process process : processes) {
                process.waitFor(10, TimeUnit.SECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
