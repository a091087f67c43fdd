package dev.headlight.training;

import dev.headlight.text.UnknownWord;
import dev.headlight.text.UsageException;
import dev.headlight.training.TrainingPlan.Architecture;
import dev.headlight.training.TrainingPlan.OptimizerKind;
import dev.headlight.training.TrainingPlan.TokenizerKind;
import java.util.List;

/** The plans with names; what each differs from is {@link #SMALL}. */
public final class Presets {

    /** What a patient user of a small machine can afford. */
    public static final Preset SMALL =
            new Preset(
                    "small",
                    "6 layers, 8 heads, 384 wide, context 256, byte-level BPE of 8,192",
                    new TrainingPlan(
                            Architecture.LLAMA,
                            6, // layers
                            8, // heads
                            0, // kvHeads
                            384, // dim
                            0, // ff
                            256, // context
                            10_000, // rotaryBase
                            false, // tied
                            0.02, // init
                            TokenizerKind.BPE,
                            8192, // vocab
                            0.1, // heldOut
                            0, // songs
                            16, // batch
                            1, // accumulate
                            2000, // steps
                            OptimizerKind.ADAMW,
                            1e-3, // lr
                            0.02, // muonLr
                            0.95, // muonMomentum
                            0.9, // beta1
                            0.95, // beta2
                            1e-8, // epsilon
                            0.1, // weightDecay
                            100, // warmup
                            0.1, // lrFloor
                            0, // dropout
                            1, // clip
                            1, // seed
                            0, // threads
                            100, // evalEvery
                            256, // evalWindows
                            250, // checkpointEvery
                            2, // keep
                            100)); // analyzeEvery

    /** The recipe whose induction heads form while one watches. */
    public static final Preset DEMO =
            new Preset(
                    "demo",
                    "2 layers, 4 heads, 128 wide, on stories and songs of a small grammar; under a minute",
                    SMALL.plan(),
                    "dim",
                    128,
                    "ff",
                    256,
                    "layers",
                    2,
                    "heads",
                    4,
                    "context",
                    64,
                    "tokenizer",
                    "words",
                    "vocab",
                    256,
                    "songs",
                    0.97,
                    "batch",
                    32,
                    "steps",
                    600,
                    "lr",
                    2e-3,
                    "warmup",
                    50,
                    "weight-decay",
                    0.01,
                    "lr-floor",
                    0.3,
                    "eval-every",
                    50,
                    "eval-windows",
                    64,
                    "checkpoint-every",
                    200,
                    "analyze-every",
                    25);

    /**
     * nanoGPT's recipe for a CPU (Karpathy 2022, {@code train_shakespeare_char.py} as its readme adapts it) at twice its
     * learning rate. On Shakespeare's plays its own 1e-3 ends at 1.898 nats over the whole held-out tenth (the readme's
     * 1.88 is the mean of 240 random windows of it, so good to 0.015), 2e-3 at 1.81, and the matrices by Muon at 1.62.
     */
    public static final Preset CHAR =
            new Preset(
                    "char",
                    "4 layers, 4 heads, 128 wide, context 64, characters: nanoGPT's recipe for a CPU",
                    SMALL.plan(),
                    "architecture",
                    "gpt2",
                    "layers",
                    4,
                    "heads",
                    4,
                    "dim",
                    128,
                    "context",
                    64,
                    "tied",
                    true,
                    "tokenizer",
                    "characters",
                    "vocab",
                    256,
                    "batch",
                    12,
                    "steps",
                    2000,
                    "lr",
                    2e-3,
                    "beta2",
                    0.99,
                    "warmup",
                    100,
                    "lr-floor",
                    0.1,
                    "eval-every",
                    500,
                    "eval-windows",
                    0, // all: the loss is one of the plays, not of a draw
                    "checkpoint-every",
                    500,
                    "analyze-every",
                    100);

    /** The sizes of the program in Python that Headlight follows. */
    public static final Preset CLASSIC =
            new Preset(
                    "classic",
                    "6 layers, 8 heads, 384 wide, feed-forward 1,536, context 512, Muon",
                    SMALL.plan(),
                    "ff",
                    1536,
                    "context",
                    512,
                    "batch",
                    8,
                    "optimizer",
                    "muon",
                    "muon-lr",
                    0.01);

    private Presets() {}

    /** All of them, the smallest first. */
    public static List<Preset> all() {
        return List.of(DEMO, CHAR, SMALL, CLASSIC);
    }

    /** All names. */
    public static List<String> names() {
        return all().stream().map(Preset::name).toList();
    }

    /**
     * The preset of a name.
     *
     * @throws UsageException where there is none
     */
    public static Preset named(String name) {
        return all().stream()
                .filter(preset -> preset.name().equals(name))
                .findFirst()
                .orElseThrow(
                        () ->
                                new UnknownWord("preset", name, names())
                                        .exception(PlanSettings.HELP));
    }
}
