package dev.headlight.app;

import dev.headlight.analysis.results.HeadBirth;
import dev.headlight.analysis.results.Timeline;
import dev.headlight.analysis.results.TimelinePoint;
import dev.headlight.analysis.timeline.CompactAnalysis;
import dev.headlight.analysis.timeline.FormingHeads;
import dev.headlight.analysis.timeline.HeadBirths;
import dev.headlight.app.cluster.ClusterEngine;
import dev.headlight.app.cluster.ClusterWork;
import dev.headlight.app.summary.PrintedTimeline;
import dev.headlight.app.terminal.Progress;
import dev.headlight.app.terminal.Terminal;
import dev.headlight.engine.Workers;
import dev.headlight.explorer.training.HeadsOverTraining;
import dev.headlight.report.TimelineFiles;
import dev.headlight.report.table.TimelineCsv;
import dev.headlight.text.InputException;
import dev.headlight.training.RunData;
import dev.headlight.training.StoredRun;
import dev.headlight.training.TrainingPlan;
import dev.headlight.training.checkpoint.Checkpoints;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** A trained run's checkpoints, each looked at: when did which head form. */
@Command(
        name = "timeline",
        description = "When did which head of a trained run form: its checkpoints, each analysed.",
        sortOptions = false,
        optionListHeading = "%nOptions:%n",
        footerHeading = "%nExamples:%n",
        footer = {
            "  headlight timeline runs/chars",
            "  with a point at every checkpoint, and more of them kept:",
            "    headlight train --text book.txt --checkpoint-every 100 --keep 50 --out runs/a",
            "    headlight timeline runs/a --again --json > timeline.json",
            "  hundreds of checkpoints on an Apache Spark cluster, one task each:",
            "    headlight timeline runs/a --again --engine spark --master spark://host:7077",
            "",
            "Steps that training itself looked at (--analyze-every) stand in timeline.csv",
            "already; checkpoints at other steps are analysed now, on the same held-out",
            "windows and random repeats."
        })
@SuppressWarnings("NullAway.Init") // picocli sets these before it runs the command
final class TimelineCommand implements Runnable {

    @ParentCommand private Headlight parent;
    @Mixin CommonOptions common = new CommonOptions();
    @Mixin private ThreadsOption threads = new ThreadsOption();
    @Mixin private MasterOptions engine = new MasterOptions();

    @Parameters(paramLabel = "RUN", description = "The folder of a run that train has written.")
    private Path run;

    @Option(
            names = "--again",
            description = "Analyse every checkpoint that is left, also where a point is there.")
    private boolean again;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Where the files go (default: the run's folder).")
    private @Nullable Path out;

    @Option(
            names = "--json",
            description = "Print the timeline as one JSON document instead of tables.")
    private boolean json;

    @Override
    public void run() {
        Terminal terminal = parent.terminal();
        ClusterEngine cluster = engine.cluster(false, "--master is");
        StoredRun stored = StoredRun.open(run);
        TrainingPlan plan = stored.plan();
        List<Checkpoints.Entry> checkpoints = stored.checkpoints();
        TreeMap<Long, TimelinePoint> points = new TreeMap<>();
        Path recorded = run.resolve(HeadsOverTraining.FILE);
        if (Files.isRegularFile(recorded)) {
            TimelineCsv.read(recorded).forEach(p -> points.put(p.step(), p));
        }
        int before = points.size();
        List<Checkpoints.Entry> toDo =
                checkpoints.stream().filter(c -> again || !points.containsKey(c.step())).toList();
        String basis;
        try (Workers workers = new Workers(threads.checked());
                RunData data = stored.data(tokens -> {})) {
            CompactAnalysis analysis =
                    HeadsOverTraining.analysis(data, plan, stored.config(), workers);
            basis = analysis.basis();
            if (cluster == null) {
                for (Checkpoints.Entry each : toDo) {
                    points.put(each.step(), analysis.at(each.step(), stored.weights(each)));
                }
            } else if (!toDo.isEmpty()) {
                onCluster(cluster, terminal, stored, data, toDo)
                        .forEach(point -> points.put(point.step(), point));
            }
        }
        if (points.isEmpty()) {
            throw new InputException(
                    run
                            + " has neither checkpoints nor a timeline.csv; train it, or keep checkpoints with"
                            + " --checkpoint-every and --keep.");
        }
        Timeline timeline = FormingHeads.timeline(basis, List.copyOf(points.values()));
        List<HeadBirth> births = HeadBirths.of(timeline.points());
        Path folder = out == null ? run : out;
        List<Path> files =
                TimelineFiles.write(
                        String.format(
                                Locale.ROOT,
                                "%s, %d layers of %d heads",
                                run.toAbsolutePath().normalize().getFileName(),
                                plan.layers(),
                                plan.heads()),
                        timeline,
                        folder);
        WrittenFiles written = new WrittenFiles(folder, files);
        List<String> notes = notes(plan, checkpoints, before, toDo.size());
        if (json) {
            terminal.out()
                    .println(
                            PrintedTimeline.json(
                                    timeline, births, notes, folder.toString(), written.names()));
        } else {
            PrintedTimeline.print(timeline, births, HeadBirths.RULE, notes, terminal.out());
            written.print(terminal.out());
        }
    }

    /** One task a checkpoint. */
    private List<TimelinePoint> onCluster(
            ClusterEngine cluster,
            Terminal terminal,
            StoredRun stored,
            RunData data,
            List<Checkpoints.Entry> checkpoints) {
        CheckpointGround ground =
                CheckpointGround.of(
                        stored.config(),
                        HeadsOverTraining.windows(data, stored.plan()),
                        CompactAnalysis.repeats(
                                stored.config(), stored.tokenizer(), stored.plan().seed()));
        List<CheckpointPiece> pieces =
                checkpoints.stream()
                        .map(
                                each ->
                                        new CheckpointPiece(
                                                each.step(),
                                                each.file().toAbsolutePath().toString(),
                                                ground.tokens()))
                        .toList();
        try (Progress progress = Progress.start(terminal, json);
                ClusterWork work =
                        cluster.begin(
                                "timeline of " + run.toAbsolutePath().normalize().getFileName(),
                                null,
                                engine.url(),
                                false,
                                new HeardAnalysis(progress, progress::say))) {
            return work.run("checkpoints", ground, pieces);
        }
    }

    /** Where the points come from, and which checkpoints are no longer there. */
    private static List<String> notes(
            TrainingPlan plan, List<Checkpoints.Entry> checkpoints, int before, int analysed) {
        List<String> notes = new ArrayList<>();
        notes.add(
                String.format(
                        Locale.ROOT,
                        "%d points were made while it was trained%s, %d of a checkpoint now.",
                        before,
                        plan.analyzeEvery() > 0 ? " (every " + plan.analyzeEvery() + " steps)" : "",
                        analysed));
        if (plan.checkpointEvery() > 0 && !checkpoints.isEmpty()) {
            long last = checkpoints.getLast().step();
            long first = checkpoints.getFirst().step();
            long made = last / plan.checkpointEvery() + (last % plan.checkpointEvery() > 0 ? 1 : 0);
            long gone = made - checkpoints.size();
            if (gone > 0) {
                notes.add(
                        String.format(
                                Locale.ROOT,
                                "%,d of %,d checkpoints are no longer there: the plan keeps the last %d, and those before"
                                        + " step %,d were deleted; --keep of headlight train keeps more.",
                                gone,
                                made,
                                plan.keep(),
                                first));
            }
        } else if (checkpoints.isEmpty()) {
            notes.add("No checkpoint is left, so nothing could be analysed again.");
        }
        return notes;
    }
}
