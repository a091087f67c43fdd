package dev.headlight.app;

import dev.headlight.text.UsageException;
import dev.headlight.training.PlanFile;
import dev.headlight.training.Presets;
import dev.headlight.training.TrainingPlan;
import dev.headlight.training.TrainingPlan.TokenizerKind;
import dev.headlight.training.TrainingRun;
import dev.headlight.training.tokenizer.TokenizerFiles;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Trains a model on a text, then analyses its heads. */
@Command(
        name = "train",
        description = "Train a small transformer on a text, then analyse its heads.",
        sortOptions = false,
        optionListHeading = "%nOptions:%n",
        footerHeading = "%nExamples:%n",
        footer = {
            "  a character model, in some minutes:",
            "    headlight train --preset char --text book.txt --out runs/chars",
            "  words of its own (byte-level BPE), Muon, twice as many steps:",
            "    headlight train --text texts/ --optimizer muon --steps 4000 --out runs/big",
            "  with a tokenizer that exists:",
            "    headlight train --text book.txt --tokenizer models/gpt2/tokenizer.json",
            "  go on where a run was stopped:",
            "    headlight train --resume runs/chars",
            "  then:",
            "    headlight generate runs/chars --prompt \"The \"",
        })
@SuppressWarnings("NullAway.Init") // picocli sets these before it runs the command
final class TrainCommand implements Runnable {

    @ParentCommand private Headlight parent;
    private CommandSpec spec;
    @Mixin CommonOptions common = new CommonOptions();
    private final PlanOptions settings = new PlanOptions();

    @Option(
            names = "--text",
            paramLabel = "FILE",
            arity = "1..*",
            description = "Files and folders: plain text, or JSON Lines with \"text\" or \"ids\".")
    private List<Path> texts = new ArrayList<>();

    @Option(
            names = "--preset",
            paramLabel = "NAME",
            description = "Where all settings come from that are not given: see below.")
    private @Nullable String preset;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "JSON object of settings, by the names of the options.")
    private @Nullable Path config;

    @Option(
            names = "--tokenizer",
            paramLabel = "T",
            description =
                    "A tokenizer.json or a folder with one; or the kind to make: bpe, characters.")
    private @Nullable String tokenizer;

    @Option(
            names = "--out",
            paramLabel = "RUN",
            description = "Folder of the run (default: runs/<preset>-<time>).")
    private @Nullable Path out;

    @Option(names = "--resume", paramLabel = "RUN", description = "Go on with a run.")
    private @Nullable Path resume;

    @Option(names = "--no-analysis", description = "Leave out the analysis of the trained model.")
    private boolean noAnalysis;

    @Option(names = "--quiet", description = "No progress on standard error.")
    private boolean quiet;

    @Option(names = "--json", description = "Print the summary as one JSON document.")
    private boolean json;

    /** Takes one option more for each setting of a plan. */
    @Spec
    void spec(CommandSpec own) {
        spec = own;
        settings.addTo(own);
        List<String> footer = new ArrayList<>(List.of(own.usageMessage().footer()));
        footer.add("");
        footer.add("Presets, small where none is named; of the others, what they set otherwise:");
        footer.addAll(PresetLines.of(Presets.all()));
        own.usageMessage().footer(footer.toArray(String[]::new));
    }

    @Override
    public void run() {
        List<String> args = spec.commandLine().getParseResult().originalArgs();
        String command = new CommandText("train", args).toString();
        TrainingSession session =
                new TrainingSession(parent.terminal(), parent.interrupt(), quiet, json);
        Path resumed = resume;
        if (resumed != null) {
            if (settings.any() || preset != null || config != null || !texts.isEmpty()) {
                throw new UsageException(
                        "--resume goes on with a run as it was begun; it takes no settings, texts or preset.");
            }
            session.run(
                    listener -> TrainingRun.resume(resumed, listener, session::reading),
                    !noAnalysis,
                    command);
            return;
        }
        String name = preset == null ? "small" : preset;
        TrainingPlan plan = plan(Presets.named(name).plan());
        if (texts.isEmpty() && plan.tokenizer() != TokenizerKind.WORDS) {
            throw new UsageException("give --text FILE to learn from, or --preset demo.");
        }
        TokenizerFiles given =
                tokenizer == null || kind() ? null : TokenizerFiles.open(Path.of(tokenizer));
        Path folder =
                out == null
                        ? OutputFolder.byDefault(name, LocalDateTime.now(ZoneId.systemDefault()))
                        : out;
        session.run(
                listener ->
                        TrainingRun.begin(
                                folder, plan, texts, given, command, listener, session::reading),
                !noAnalysis,
                command);
    }

    private TrainingPlan plan(TrainingPlan base) {
        TrainingPlan plan = config == null ? base : PlanFile.read(config, base);
        plan = settings.over(plan);
        String named = tokenizer;
        if (named != null && kind()) {
            plan = plan.with("tokenizer", named);
        } else if (!texts.isEmpty() && plan.tokenizer() == TokenizerKind.WORDS) {
            plan = plan.with("tokenizer", "bpe"); // the demo's recipe on a text of the user's
        }
        return plan;
    }

    /** Whether --tokenizer names a kind and no file. */
    private boolean kind() {
        return tokenizer != null
                && Arrays.stream(TokenizerKind.values())
                        .anyMatch(k -> k.name().toLowerCase(Locale.ROOT).equals(tokenizer));
    }
}
