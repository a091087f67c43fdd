package dev.headlight.analysis.causal;

import dev.headlight.analysis.results.HeadAddress;
import dev.headlight.model.ModelConfig;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Which heads are ablated, how and where. What a plan holds follows from the model, the text, the candidates and the
 * seed alone, never from how fast this machine is: where a part is made smaller because it is long, its length is
 * taken at {@link #NOMINAL} operations a second.
 *
 * <ol>
 *   <li>On random repeats: the found heads as a set, beside {@link #SETS} random sets of as many heads of the same
 *       layers; likewise the previous-token heads of earlier layers.
 *   <li>There and on the text: found heads one by one, the {@link #IMPORTANT} heads that come first in the ranking,
 *       and in each of their layers a random other head as a control.
 *   <li>On the text: the found heads as a set, and the sink heads as a set beside random sets.
 * </ol>
 *
 * <p>All by {@link AblationKind#ZERO}; the set of found heads by mean and frozen patterns too, and heads one by one where
 * that is short.
 */
public final class CausalPlan {

    /** Random sets of the definition. */
    static final int SETS = 100;

    /** Random sets where {@link #SETS} would take too long; they cannot give a p-value below 1/21. */
    static final int FEWER_SETS = 20;

    /** Heads from the top of the ranking. */
    static final int IMPORTANT = 32;

    /** Sequences of random repeats that suffice, by the definition. */
    private static final int FEWEST_SEQUENCES = 10;

    /** Operations a second of two cores of a usual machine. */
    static final double NOMINAL = 1e11;

    private static final double MINUTE = 60 * NOMINAL;

    /** How long {@link #SETS} random sets may take at the nominal speed. */
    private static final double SETS_MAY_TAKE = 5 * MINUTE;

    private final ModelConfig config;
    private final Candidates candidates;
    private final long seed;
    private final List<Stage> stages = new ArrayList<>();
    private final LossGround text;
    private LossGround repeats;

    private CausalPlan(
            ModelConfig config,
            LossGround text,
            LossGround repeats,
            Candidates candidates,
            long seed) {
        this.config = config;
        this.text = text;
        this.repeats = repeats;
        this.candidates = candidates;
        this.seed = seed;
    }

    /**
     * The plan of an analysis.
     *
     * @param seed of the random sets
     */
    public static CausalPlan of(
            ModelConfig config,
            LossGround text,
            LossGround repeats,
            Candidates candidates,
            long seed) {
        CausalPlan plan = new CausalPlan(config, text, repeats, candidates, seed);
        plan.fill();
        return plan;
    }

    /**
     * The plan of heads that were asked for: one by one and as a set, each beside random heads of the same layers.
     *
     * @param sets random sets of each
     */
    public static CausalPlan asked(
            ModelConfig config,
            LossGround text,
            LossGround repeats,
            List<HeadAddress> heads,
            AblationKind kind,
            int sets,
            long seed) {
        var candidates =
                new Candidates(
                        List.of(), List.of(), List.of(), new HeadRanking(List.of(), ""), false);
        CausalPlan plan = new CausalPlan(config, text, repeats, candidates, seed);
        List<HeadSet> asked = new ArrayList<>();
        if (heads.size() > 1) {
            asked.add(new HeadSet("all " + heads.size(), "asked", heads));
        }
        heads.forEach(head -> asked.add(HeadSet.of(head, "asked")));
        List<Trial> trials = asked.stream().map(set -> new Trial(set, kind)).toList();
        for (LossGround ground : List.of(text, repeats)) {
            List<Contrast> contrasts =
                    trials.stream()
                            .map(t -> Contrast.draw(t, heads, config, sets, "", seed))
                            .toList();
            plan.add("ablations on " + ground.where(), ground, contrasts, List.of());
        }
        return plan;
    }

    List<Stage> stages() {
        return stages;
    }

    /** The text that ablations are run on. */
    public LossGround text() {
        return text;
    }

    /** The random repeats that ablations are run on. */
    public LossGround repeats() {
        return repeats;
    }

    /** Floating-point operations of all ablations. */
    public double cost() {
        return stages.stream().mapToDouble(s -> s.cost(config)).sum();
    }

    /** How many ablations there are, each set, kind and ground counted. */
    public int trials() {
        return stages.stream().mapToInt(s -> s.trials().size()).sum();
    }

    private void fill() {
        List<HeadAddress> found = candidates.found();
        List<HeadAddress> feeding = candidates.feeding();
        int first = found.stream().mapToInt(HeadAddress::layer).min().orElse(0);
        if (SETS * AblationCost.of(config, repeats, first) > MINUTE) {
            int fewer = Math.min(FEWEST_SEQUENCES, repeats.units().size());
            repeats =
                    new LossGround(
                            repeats.where(),
                            repeats.positions(),
                            repeats.units().subList(0, fewer));
        }
        List<Contrast> sets = new ArrayList<>();
        List<Trial> more = new ArrayList<>();
        if (!found.isEmpty()) {
            HeadSet set = named(found, "induction head", "found");
            sets.add(contrast(set, repeats, SETS_MAY_TAKE, FEWER_SETS, 1));
            for (AblationKind kind : kinds(AblationKind.values())) {
                more.add(new Trial(set, kind));
            }
        }
        if (!feeding.isEmpty()) {
            HeadSet set = named(feeding, "previous-token head", "previous token");
            sets.add(contrast(set, repeats, MINUTE, FEWER_SETS, 2));
        }
        add("ablations: sets, on repeats", repeats, sets, more);
        List<Trial> singles = singles(repeats);
        add("ablations: heads, on repeats", repeats, List.of(), singles);
        List<Contrast> onText = new ArrayList<>();
        if (!candidates.sinks().isEmpty()) {
            HeadSet sinks = named(candidates.sinks(), "sink head", "sink");
            onText.add(contrast(sinks, text, MINUTE, 5, 3));
        }
        add("ablations: sets, on the text", text, onText, more);
        add("ablations: heads, on the text", text, List.of(), singles(text));
    }

    /** Without a text there is no mean over it. */
    private List<AblationKind> kinds(AblationKind... kinds) {
        return Arrays.stream(kinds)
                .filter(kind -> kind != AblationKind.MEAN || !text.units().isEmpty())
                .toList();
    }

    private void add(String name, LossGround ground, List<Contrast> sets, List<Trial> alone) {
        if ((!sets.isEmpty() || !alone.isEmpty()) && !ground.units().isEmpty()) {
            stages.add(new Stage(name, ground, List.copyOf(sets), List.copyOf(alone)));
        }
    }

    private static HeadSet named(List<HeadAddress> heads, String what, String why) {
        return heads.size() == 1
                ? HeadSet.of(heads.getFirst(), why)
                : new HeadSet(heads.size() + " " + what + "s", why, heads);
    }

    /** As many random sets as take no longer than they may, from {@code fewest} to {@link #SETS}. */
    private Contrast contrast(HeadSet set, LossGround ground, double may, int fewest, int number) {
        double one = AblationCost.of(config, ground, set.firstLayer());
        int sets = SETS * one <= may ? SETS : fewest;
        String why =
                sets == SETS
                        ? ""
                        : String.format(
                                Locale.ROOT,
                                "since %d would take over %.0f min",
                                SETS,
                                Math.floor(SETS * one / MINUTE));
        return Contrast.draw(
                new Trial(set, AblationKind.ZERO), List.of(), config, sets, why, seed + number);
    }

    /** Heads one by one. */
    private List<Trial> singles(LossGround ground) {
        Set<HeadAddress> done = new LinkedHashSet<>();
        List<HeadSet> exact = new ArrayList<>();
        for (HeadAddress head : candidates.found()) {
            if (done.add(head) && (candidates.found().size() > 1)) {
                exact.add(HeadSet.of(head, "found"));
            }
        }
        List<HeadSet> others = new ArrayList<>();
        for (HeadAddress head : candidates.ranking().first(IMPORTANT)) {
            if (done.add(head)) {
                others.add(HeadSet.of(head, "important"));
            }
        }
        if (candidates.every()) {
            for (int n = 0; n < config.nLayers() * config.nHeads(); n++) {
                HeadAddress head = new HeadAddress(n / config.nHeads(), n % config.nHeads());
                if (done.add(head)) {
                    others.add(HeadSet.of(head, "every"));
                }
            }
        } else {
            controls(done).forEach(head -> others.add(HeadSet.of(head, "control")));
        }
        List<Trial> trials = new ArrayList<>();
        for (AblationKind kind :
                kinds(AblationKind.ZERO, AblationKind.MEAN, AblationKind.PATTERN)) {
            for (List<HeadSet> sets : List.of(exact, others)) {
                double cost =
                        sets.stream()
                                .mapToDouble(s -> AblationCost.of(config, ground, s.firstLayer()))
                                .sum();
                if (kind == AblationKind.ZERO || cost <= MINUTE / 2) {
                    sets.forEach(set -> trials.add(new Trial(set, kind)));
                }
            }
        }
        return trials;
    }

    /** In each layer that has one of these heads, a random other. */
    private List<HeadAddress> controls(Set<HeadAddress> heads) {
        var random = new SplittableRandom(seed);
        List<HeadAddress> controls = new ArrayList<>();
        for (int l = 0; l < config.nLayers(); l++) {
            int layer = l;
            if (heads.stream().anyMatch(h -> h.layer() == layer)) {
                List<HeadAddress> rest =
                        IntStream.range(0, config.nHeads())
                                .mapToObj(h -> new HeadAddress(layer, h))
                                .filter(h -> !heads.contains(h))
                                .toList();
                if (!rest.isEmpty()) {
                    controls.add(rest.get(random.nextInt(rest.size())));
                }
            }
        }
        return controls;
    }

    /** What is done, in words. */
    public String words() {
        StringBuilder words = new StringBuilder();
        for (Stage stage : stages) {
            LossGround ground = stage.ground();
            words.append(words.isEmpty() ? "" : " ");
            words.append(ground.where().equals("text") ? "On the text, " : "On random repeats, ");
            words.append(
                    String.format(
                            Locale.ROOT,
                            "%,d units, %,d tokens, the loss of %s: ",
                            ground.units().size(),
                            ground.tokens(),
                            ground.positions()));
            List<String> parts = new ArrayList<>();
            for (Contrast contrast : stage.contrasts()) {
                parts.add(
                        contrast.trial().set().name()
                                + " against random heads ("
                                + contrast.note()
                                + ")");
            }
            for (String why : List.of("found", "important", "control", "every")) {
                for (AblationKind kind : AblationKind.values()) {
                    long heads = count(stage, why, kind, false);
                    long sets = count(stage, why, kind, true);
                    if (heads > 0) {
                        parts.add(
                                (why.equals("every") ? "the other" : why)
                                        + " heads one by one ("
                                        + heads
                                        + ", "
                                        + kind.text()
                                        + ")");
                    }
                    if (sets > 0) {
                        parts.add("the " + why + " heads as a set (" + kind.text() + ")");
                    }
                }
            }
            words.append(String.join("; ", parts)).append(".");
        }
        return words.toString();
    }

    private static long count(Stage stage, String why, AblationKind kind, boolean sets) {
        return stage.alone().stream()
                .filter(t -> t.set().why().equals(why) && t.kind() == kind)
                .filter(t -> t.set().heads().size() > 1 == sets)
                .count();
    }
}
