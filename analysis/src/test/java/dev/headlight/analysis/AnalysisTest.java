package dev.headlight.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.headlight.analysis.results.AnalysisResults;
import dev.headlight.analysis.results.Circuits;
import dev.headlight.analysis.results.Examples;
import dev.headlight.analysis.results.GradientImportance;
import dev.headlight.analysis.results.HeadRole;
import dev.headlight.analysis.results.Outcome;
import dev.headlight.analysis.results.PatternWindow;
import dev.headlight.analysis.results.RoleExamples;
import dev.headlight.analysis.results.ScoreMatrix;
import dev.headlight.analysis.results.Similarity;
import dev.headlight.analysis.results.SimilarityMatrix;
import dev.headlight.analysis.results.Sink;
import dev.headlight.analysis.results.Verdict;
import dev.headlight.analysis.score.Definitions;
import dev.headlight.model.ModelConfig;
import dev.headlight.model.OpenModel;
import dev.headlight.model.wired.WiredModel;
import dev.headlight.text.Document;
import dev.headlight.text.Documents;
import dev.headlight.text.InputException;
import dev.headlight.text.ResourceException;
import dev.headlight.text.StoryGrammar;
import dev.headlight.text.UsageException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The whole way, on the model wired by hand and on a small random one. */
class AnalysisTest {

    private static AnalysisOptions options(int context, int threads, boolean control) {
        return options(context, threads, control, List.of(), List.of());
    }

    private static AnalysisOptions options(
            int context, int threads, boolean control, List<Integer> layers, List<Integer> heads) {
        return new AnalysisOptions(
                context,
                0,
                0,
                3,
                threads,
                control,
                layers,
                heads,
                200,
                "file",
                Map.of("a", "b"),
                "c");
    }

    private static AnalysisResults run(
            OpenModel model, List<Document> documents, AnalysisOptions options) {
        return Analysis.run(model, documents, options, AnalysisListener.silent());
    }

    /** Four layers of two heads. */
    private static OpenModel small() {
        return RandomModels.small(4, 2, 1, 16);
    }

    /** Four layers of 80 heads: the attention of so many is not kept. */
    private static OpenModel manyHeads() {
        return RandomModels.small(4, 80, 1, 16);
    }

    private static List<Document> ids(int documents, int length, int vocab) {
        Random random = new Random(4);
        List<Document> all = new ArrayList<>();
        for (int n = 0; n < documents; n++) {
            all.add(Document.ofIds("d" + n, random.ints(length + n % 5, 0, vocab).toArray()));
        }
        return all;
    }

    @Test
    void rolesOfTheWiredModelAreItsConstruction() {
        try (OpenModel model = WiredModel.open()) {
            AnalysisResults results =
                    run(model, StoryGrammar.documents(5, 40), options(0, 2, true));
            assertThat(results.roles())
                    .extracting(r -> new WiredModel.Head(r.layer(), r.head(), r.role()))
                    .containsExactlyElementsOf(WiredModel.heads());
            assertThat(results.verdicts().get(3).outcome())
                    .isEqualTo(Outcome.FOUND_CAUSE_NOT_TESTED);
            assertThat(results.verdicts().get(3).headsShare()).isEqualTo(1.0 / 12);
            assertThat(results.verdicts()).noneMatch(v -> v.controlPasses());
            assertThat(results.text().unit()).isEqualTo("document");
            assertThat(results.text().documents()).isEqualTo(40);
            assertThat(results.repeats().k()).isEqualTo(50);
            assertThat(results.repeats().lossLater()).isLessThan(1);
            assertThat(results.repeats().lossFirst()).isGreaterThan(5);
            Circuits circuits = Objects.requireNonNull(results.circuits());
            assertThat(circuits.sentences()).hasSize(3);
            assertThat(circuits.sentences().getFirst())
                    .startsWith("L1H0")
                    .contains("is fed by L0H0, a previous-token head")
                    .contains("by K-composition it is number 1 of 4 earlier heads");
            assertThat(circuits.sentences().getLast())
                    .startsWith("By gradient the loss on repeats depends most on L1H0 (");
        }
    }

    @Test
    void headsThatAreWiredAlikeFallIntoOneCluster() {
        try (OpenModel model = WiredModel.open()) {
            AnalysisResults results =
                    run(model, StoryGrammar.documents(5, 40), options(0, 2, true));
            Verdict verdict = results.verdicts().get(5);
            assertThat(verdict.outcome()).isEqualTo(Outcome.SUPPORTED);
            assertThat(verdict.low()).isGreaterThan(0.2);
            assertThat(verdict.notYetDone()).isEmpty();
            Similarity similarity = Objects.requireNonNull(results.similarity());
            assertThat(similarity.variants())
                    .extracting(SimilarityMatrix::sink)
                    .containsExactly(Sink.WITHOUT, Sink.WITH);
            SimilarityMatrix m = similarity.variants().getFirst();
            assertThat(m.documents()).isEqualTo(40);
            assertThat(m.divergence()).hasNumberOfRows(12);
            assertThat(m.p()).isLessThan(0.05);
            assertThat(verdict.value()).isCloseTo(m.mean() - m.control(), within(1e-9));
            Map<String, Integer> cluster = new TreeMap<>();
            for (WiredModel.Head head : WiredModel.heads()) {
                if (head.role().equals("broad") || head.role().equals("previous token")) {
                    int own = m.cluster()[head.layer()][head.head()];
                    cluster.putIfAbsent(head.role(), own);
                    assertThat(cluster).containsEntry(head.role(), own);
                }
            }
            assertThat(cluster.get("broad")).isNotEqualTo(cluster.get("previous token"));
            ScoreMatrix specialization =
                    Objects.requireNonNull(results.score("specialization", Sink.WITHOUT));
            double sum = 0;
            for (int n = 1; n < 12; n++) {
                sum += m.divergence()[n][0];
            }
            assertThat(specialization.value()[0][0]).isCloseTo(sum / 11, within(1e-5));
        }
    }

    @Test
    void everyRoleOfTheWiredModelHasExampleRows() {
        try (OpenModel model = WiredModel.open()) {
            AnalysisResults results =
                    run(model, StoryGrammar.documents(5, 40), options(0, 2, true));
            Examples examples = Objects.requireNonNull(results.examples());
            assertThat(examples.roles().stream().map(RoleExamples::role).distinct())
                    .containsExactly(
                            "previous token",
                            "duplicate token",
                            "induction",
                            "punctuation",
                            "local",
                            "sink",
                            "broad");
            for (RoleExamples of : examples.roles()) {
                assertThat(of.rows()).hasSize(6);
                assertThat(of.rows().stream().map(RoleExamples.Row::document).distinct())
                        .hasSize(6);
                assertThat(of.rows())
                        .extracting(RoleExamples.Row::stratum)
                        .containsExactly(
                                "highest",
                                "highest",
                                "median",
                                "median",
                                "lowest fifth",
                                "lowest fifth");
                double[] values = of.rows().stream().mapToDouble(RoleExamples.Row::value).toArray();
                assertThat(values[0]).isGreaterThanOrEqualTo(values[2]);
                assertThat(values[2]).isGreaterThanOrEqualTo(values[4]);
                for (RoleExamples.Row row : of.rows()) {
                    double all = row.keys().stream().mapToDouble(RoleExamples.Key::weight).sum();
                    assertThat(all + row.rest()).isCloseTo(1, within(1e-4));
                    assertThat(row.tokens().size()).isBetween(3, 29);
                    assertThat(row.query()).isBetween(row.from(), row.from() + 24);
                    RoleExamples.Key first = row.keys().getFirst();
                    if (of.role().equals("previous token")) {
                        assertThat(first.position()).isEqualTo(row.query() - 1);
                        assertThat(first.token())
                                .isEqualTo(row.tokens().get(row.query() - 1 - row.from()));
                    } else if (of.role().equals("induction") && row.stratum().equals("highest")) {
                        assertThat(first.before())
                                .isEqualTo(row.tokens().get(row.query() - row.from()));
                    } else if (of.role().equals("sink")) {
                        assertThat(first.position()).isZero();
                    }
                }
            }
        }
    }

    @Test
    void comparingHeadsIsCountedBeforeItIsDone() {
        ModelConfig config = manyHeads().config();
        long one = ScoresMemory.ofComparison(config, 64, 1, 1);
        // 320 heads: 51,040 pairs, two halves and two variants of 12 bytes each.
        long sums = 51_040L * 4 * 12;
        assertThat(one).isGreaterThan(sums + 5L * 320 * 64 * 4);
        assertThat(ScoresMemory.ofComparison(config, 64, 2, 1)).isEqualTo(one + sums);
        assertThat(ScoresMemory.ofComparison(config, 64, 1, 3)).isEqualTo(3 * one - 2 * sums);
    }

    @Test
    void everythingStandsInTheTree() {
        AnalysisResults r = run(small(), ids(24, 40, 40), options(64, 1, true));
        assertThat(r.schema()).isEqualTo(AnalysisResults.SCHEMA);
        assertThat(r.verdicts()).hasSize(6);
        assertThat(r.definitions()).isEqualTo(Definitions.all());
        assertThat(r.roles()).hasSize(8).extracting(HeadRole::kvGroup).containsOnly(0);
        assertThat(r.decay()).hasSize(2);
        assertThat(r.entropyByLayer()).hasSize(2);
        assertThat(r.modelScores())
                .extracting(s -> s.id())
                .containsExactly("loss", "icl", "sink_rate");
        assertThat(r.provenance().options()).containsEntry("a", "b");
        assertThat(r.provenance().command()).isEqualTo("c");
        assertThat(r.model().control()).contains("seed 3");
        assertThat(r.score("induction_entry", Sink.WITH)).isNotNull();
        // No tokenizer: no class of any token is known.
        assertThat(r.score("special_mass", Sink.WITH)).isNull();
        for (ScoreMatrix m : r.scores()) {
            if (m.sink() == Sink.NONE) {
                continue; // of circuits: uniform attention says nothing of them
            }
            for (int l = 0; l < 4; l++) {
                for (int h = 0; h < 2; h++) {
                    String what = m.score() + " " + m.sink();
                    assertThat(m.low()[l][h]).as(what).isLessThanOrEqualTo(m.value()[l][h]);
                    assertThat(m.high()[l][h]).as(what).isGreaterThanOrEqualTo(m.value()[l][h]);
                    assertThat(m.p()[l][h]).as(what).isBetween(1.0 / 201, 1.0);
                    assertThat(m.q()[l][h]).as(what).isBetween(m.p()[l][h], 1.0);
                    assertThat(m.control()[l][h]).as(what).isFinite();
                    assertThat(m.rows()[l][h]).as(what).isPositive();
                }
            }
        }
        Circuits circuits = Objects.requireNonNull(r.circuits());
        assertThat(circuits.paths()).isEmpty(); // nothing was found to follow
        assertThat(circuits.composition().pairs()).isEqualTo(6 * 4);
        assertThat(circuits.composition().controls()).hasSize(3);
        GradientImportance importance = Objects.requireNonNull(circuits.importance());
        assertThat(importance.documents()).isEqualTo(24);
        assertThat(circuits.notDone()).isEmpty();
        ScoreMatrix gradient = Objects.requireNonNull(r.score("importance_gradient", Sink.NONE));
        ScoreMatrix copying = Objects.requireNonNull(r.score("copying", Sink.NONE));
        for (int l = 0; l < 4; l++) {
            for (int h = 0; h < 2; h++) {
                assertThat(gradient.value()[l][h]).isPositive();
                assertThat(gradient.low()[l][h]).isLessThanOrEqualTo(gradient.value()[l][h]);
                assertThat(gradient.high()[l][h]).isGreaterThanOrEqualTo(gradient.value()[l][h]);
                assertThat(copying.value()[l][h]).isBetween(-1.0, 1.0);
                assertThat(copying.control()[l][h]).isBetween(-1.0, 1.0);
            }
        }
        int[] order = {
            index(r, "entropy_nats"),
            index(r, "mean_distance"),
            index(r, "decay_slope"),
            index(r, "previous_token"),
            index(r, "alpha_0"),
            index(r, "induction_mass"),
            index(r, "specialization")
        };
        assertThat(order).isSorted().doesNotContain(-1);
        PatternWindow picture = r.patterns().getFirst();
        assertThat(picture.heads()).hasSize(8);
        for (PatternWindow.Head head : picture.heads()) {
            for (int i = 0; i < picture.tokens().size(); i++) {
                double sum = 0;
                for (float a : head.rows()[i]) {
                    sum += a;
                }
                assertThat(head.rows()[i]).hasSize(i + 1);
                assertThat(sum).isEqualTo(1, within(1e-5));
            }
        }
    }

    private static int index(AnalysisResults r, String score) {
        return r.scores().stream().map(ScoreMatrix::score).toList().indexOf(score);
    }

    @Test
    void threadsAndOrderChangeNothing() {
        List<Document> documents = ids(24, 40, 40);
        List<Document> shuffled = new ArrayList<>(documents);
        Collections.shuffle(shuffled, new Random(1));
        AnalysisResults one = run(small(), documents, options(64, 1, true));
        AnalysisResults three = run(small(), shuffled, options(64, 3, true));
        same(three, one, "provenance", "patterns");
        // Few units: one at a time on all threads.
        AnalysisResults few = run(small(), documents.subList(0, 4), options(64, 3, false));
        same(few, run(small(), documents.subList(0, 4), options(64, 1, false)), "provenance");
    }

    /** Bit for bit; a figure that does not exist equals itself. */
    private static void same(AnalysisResults a, AnalysisResults b, String... ignored) {
        assertThat(a)
                .usingRecursiveComparison()
                .ignoringFields(ignored)
                .withEqualsForType(Double::equals, Double.class)
                .withEqualsForType(Float::equals, Float.class)
                .isEqualTo(b);
    }

    @Test
    void aLongTextIsBlocks() {
        AnalysisResults r = run(small(), ids(1, 300, 40), options(32, 2, false));
        assertThat(r.text().unit()).isEqualTo("window");
        assertThat(r.text().documents()).isEqualTo(10);
        assertThat(r.text().tokens()).isEqualTo(300);
        assertThat(r.alerts())
                .anyMatch(a -> a.contains("block bootstrap"))
                .anyMatch(a -> a.contains("10 units are few"))
                .anyMatch(a -> a.contains("K = 16"));
        ScoreMatrix entropy = Objects.requireNonNull(r.score("entropy_normalized", Sink.WITH));
        assertThat(entropy.low()[0][0]).isFinite();
        assertThat(entropy.control()).isEmpty();
        assertThat(r.model().control()).isEqualTo("left out");
        assertThat(r.verdicts().get(3).notYetDone()).anyMatch(s -> s.contains("no control"));
    }

    @Test
    void oneWindowHasFiguresButNoIntervals() {
        AnalysisResults r = run(small(), ids(1, 20, 40), options(32, 2, true));
        ScoreMatrix entropy = Objects.requireNonNull(r.score("entropy_normalized", Sink.WITH));
        assertThat(entropy.value()[0][0]).isBetween(0.0, 1.0);
        assertThat(entropy.low()[0][0]).isNaN();
        assertThat(r.alerts()).anyMatch(a -> a.contains("One unit has no interval"));
        assertThat(r.verdicts().get(0).outcome()).isEqualTo(Outcome.INCONCLUSIVE);
        assertThat(r.roles())
                .allMatch(role -> role.role().equals("mixed") || role.role().equals("induction"));
    }

    @Test
    void limitsCutTheText() {
        AnalysisOptions limited =
                new AnalysisOptions(
                        32, 2, 0, 1, 1, false, List.of(), List.of(), 50, "file", Map.of(), "");
        AnalysisResults r = run(small(), ids(5, 30, 40), limited);
        assertThat(r.text().documents()).isEqualTo(2);
        assertThat(r.text().limitedBy()).isEqualTo("max-documents");
        AnalysisOptions tokens =
                new AnalysisOptions(
                        32, 0, 70, 1, 1, false, List.of(), List.of(), 50, "file", Map.of(), "");
        AnalysisResults t = run(small(), ids(5, 30, 40), tokens);
        assertThat(t.text().tokens()).isEqualTo(30 + 31 + 32);
        assertThat(t.text().limitedBy()).isEqualTo("max-tokens");
        assertThat(t.alerts()).contains("The text was cut short by max-tokens.");
    }

    @Test
    void theLimitOfDocumentsIsOneOfWindowsWhereThoseAreTheUnits() {
        for (String split : List.of("file", "window")) {
            AnalysisResults one = run(small(), ids(1, 300, 40), windows(4, split));
            assertThat(one.text().unit()).isEqualTo("window");
            assertThat(one.text().documents()).isEqualTo(4);
            assertThat(one.text().tokens()).isEqualTo(4 * 32);
            assertThat(one.text().limitedBy()).isEqualTo("max-documents");
        }
        // 30, 31, 32, 33 (two windows) and 34 tokens: the fourth document is cut after its first.
        AnalysisResults several = run(small(), ids(5, 30, 40), windows(4, "window"));
        assertThat(several.text().documents()).isEqualTo(4);
        assertThat(several.text().tokens()).isEqualTo(30 + 31 + 32 + 32);
        assertThat(several.text().limitedBy()).isEqualTo("max-documents");
        AnalysisResults exact = run(small(), ids(3, 30, 40), windows(3, "window"));
        assertThat(exact.text().documents()).isEqualTo(3);
        assertThat(exact.text().limitedBy()).isEmpty();
    }

    private static AnalysisOptions windows(int most, String split) {
        return new AnalysisOptions(
                32, most, 0, 1, 1, false, List.of(), List.of(), 50, split, Map.of(), "");
    }

    @Test
    void shortDocumentsAreLeftOutAndCounted() {
        List<Document> documents = new ArrayList<>(ids(3, 20, 40));
        documents.add(Document.ofIds("one", new int[] {1}));
        documents.add(Document.ofIds("none", new int[0]));
        AnalysisResults r = run(small(), documents, options(32, 1, false));
        assertThat(r.text().shortDocuments()).isEqualTo(2);
        assertThat(r.alerts())
                .contains("2 documents were left out: they have fewer than two tokens.");
    }

    @Test
    void picturesOfWhatWasAskedFor() {
        AnalysisResults r =
                run(small(), ids(3, 20, 40), options(32, 1, false, List.of(3, 1), List.of(1)));
        assertThat(r.patterns().getFirst().heads())
                .extracting(h -> h.layer() + "." + h.head())
                .containsExactly("1.1", "3.1");
        assertThatThrownBy(
                        () ->
                                run(
                                        small(),
                                        ids(3, 20, 40),
                                        options(32, 1, false, List.of(4), List.of())))
                .isInstanceOf(UsageException.class)
                .hasMessage("--layers 4: the model has layers 0 to 3");
    }

    @Test
    void picturesAreOfTextsThatFillThem() {
        List<Document> documents = new ArrayList<>();
        int[] lengths = {9, 70, 12, 64, 20};
        for (int n = 0; n < lengths.length; n++) {
            documents.add(Document.ofIds("d" + n, new Random(n).ints(lengths[n], 0, 40).toArray()));
        }
        AnalysisResults r = run(small(), documents, options(128, 1, false));
        assertThat(r.patterns()).extracting(p -> p.document()).containsExactly("d1", "d3", "d4");
        assertThat(r.patterns()).extracting(p -> p.tokens().size()).containsExactly(64, 64, 20);
        AnalysisResults shorter = run(small(), documents.subList(0, 1), options(128, 1, false));
        assertThat(shorter.patterns()).extracting(p -> p.document()).containsExactly("d0#0");
    }

    /** The clearest head of each role is shown over more of a text that has more. */
    @Test
    void oneLongPicture() {
        String story =
                StoryGrammar.documents(5, 6).stream()
                        .map(d -> Objects.requireNonNull(d.text()))
                        .collect(Collectors.joining("\n"));
        try (OpenModel model = WiredModel.open()) {
            AnalysisResults r =
                    run(model, List.of(Document.ofText("long", story)), options(0, 2, false));
            PatternWindow last = r.patterns().getLast();
            assertThat(last.tokens()).hasSizeBetween(128, 256); // no window has more
            assertThat(last.heads())
                    .extracting(h -> r.roles().get(h.layer() * 4 + h.head()).role())
                    .containsExactlyInAnyOrderElementsOf(
                            WiredModel.heads().stream()
                                    .map(WiredModel.Head::role)
                                    .distinct()
                                    .toList());
            assertThat(last.heads().getFirst().rows()).hasNumberOfRows(last.tokens().size());
        }
    }

    @Test
    void theFirstHeadIsAmongThePicturesOfAModelWithManyHeads() {
        AnalysisResults r = run(manyHeads(), ids(3, 20, 40), options(32, 1, false));
        assertThat(r.patterns()).hasSize(1);
        assertThat(r.patterns().getFirst().heads()).hasSize(AnalysisOptions.HEADS_KEPT);
        PatternWindow.Head first = r.patterns().getFirst().heads().getFirst();
        assertThat(List.of(first.layer(), first.head())).containsExactly(0, 0);
    }

    @Test
    void badInputGetsOneSentence() {
        OpenModel model = small();
        assertThatThrownBy(
                        () ->
                                run(
                                        model,
                                        List.of(Document.ofIds("x", new int[] {1, 2, 40})),
                                        options(32, 1, false)))
                .isInstanceOf(InputException.class)
                .hasMessage(
                        "x: token id 40 at position 2 is not in the model's vocabulary of 40; were the ids"
                                + " made for another model?");
        assertThatThrownBy(
                        () ->
                                run(
                                        model,
                                        List.of(Document.ofText("x", "hello")),
                                        options(32, 1, false)))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("brings no tokenizer");
        assertThatThrownBy(
                        () ->
                                run(
                                        model,
                                        List.of(Document.ofIds("x", new int[] {7})),
                                        options(32, 1, false)))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("fewer than two tokens");
        assertThatThrownBy(() -> run(model, ids(2, 5, 40).subList(0, 0), options(32, 1, false)))
                .isInstanceOf(InputException.class);
        assertThatThrownBy(
                        () ->
                                run(
                                        model,
                                        List.of(
                                                Document.ofIds("x", new int[] {1, 2}),
                                                Document.ofIds("x", new int[] {1, 2})),
                                        options(32, 1, false)))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("two documents are called x");
        assertThatThrownBy(() -> options(1, 1, false)).isInstanceOf(UsageException.class);
        assertThatThrownBy(() -> options(32, 0, false)).isInstanceOf(UsageException.class);
    }

    @Test
    void scoresThatDoNotFitAreRefused() {
        OpenModel model = small();
        Corpus corpus =
                Corpus.of(
                        model,
                        new Documents(ids(10, 30, 40), List.of(), List.of(), ""),
                        options(64, 1, true),
                        64);
        long unit = ScoresMemory.ofUnit(model.config(), corpus.longest());
        ScoresMemory.require(model.config(), corpus, 2, 20 * unit);
        assertThatThrownBy(() -> ScoresMemory.require(model.config(), corpus, 2, 20 * unit - 1))
                .isInstanceOf(ResourceException.class)
                .hasMessageContaining("the scores of 10 documents need")
                .hasMessageContaining("--max-documents 9 ");
    }

    @Test
    void phasesAreTold() {
        Map<String, Long> totals = new TreeMap<>();
        Map<String, Long> done = new TreeMap<>();
        Analysis.run(
                small(),
                ids(12, 20, 40),
                options(32, 2, true),
                new AnalysisListener() {
                    private String phase = "";

                    @Override
                    public void phase(String name, long totalTokens) {
                        phase = name;
                        totals.put(name, totalTokens);
                    }

                    @Override
                    public void tokens(long tokens) {
                        done.put(phase, tokens);
                    }
                });
        assertThat(totals.keySet())
                .contains("text", "random repeats", "control: text", "control: random repeats");
        totals.values().removeIf(t -> t == 0);
        assertThat(done).isEqualTo(totals);
    }
}
