package dev.headlight.app;

import dev.headlight.analysis.AnalysisOptions;
import dev.headlight.analysis.results.AnalysisResults;
import dev.headlight.model.ModelConfig;
import dev.headlight.report.HeadChoice;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which heads' attention is drawn, each in a file of its own. */
final class PictureOptions {

    @Option(
            names = "--layers",
            paramLabel = "LIST",
            description =
                    "Draw attention of these layers, as 0,3-5 (default: all, if heads are named).")
    @Nullable String layers;

    @Option(
            names = "--heads",
            paramLabel = "LIST",
            description =
                    "Draw these heads of those layers (default: all of them; with neither option the first head alone).")
    @Nullable String heads;

    /**
     * Checks the lists as far as that can be done without a model.
     *
     * @throws dev.headlight.text.UsageException where one is malformed
     */
    void check() {
        numbers("--layers", layers);
        numbers("--heads", heads);
    }

    /**
     * Checks that the model has what is asked for.
     *
     * @throws dev.headlight.text.UsageException where it has not
     */
    void check(ModelConfig config) {
        NumberRanges.requireBelow(
                "--layers", numbers("--layers", layers), config.nLayers(), "layers");
        NumberRanges.requireBelow(
                "--heads", numbers("--heads", heads), config.nHeads(), "heads in a layer");
    }

    /** The layers whose attention the analysis keeps; empty for all. */
    List<Integer> keptLayers(ModelConfig config) {
        return many(config) ? numbers("--layers", layers) : List.of();
    }

    /** The heads whose attention the analysis keeps; empty for all. */
    List<Integer> keptHeads(ModelConfig config) {
        return many(config) ? numbers("--heads", heads) : List.of();
    }

    private static boolean many(ModelConfig config) {
        return config.nLayers() * config.nHeads() > AnalysisOptions.HEADS_KEPT;
    }

    /** The heads to draw; where none is asked for, the first of the first layer. */
    List<HeadChoice> pictures(AnalysisResults results) {
        if (layers == null && heads == null) {
            return List.of(new HeadChoice(0, 0));
        }
        List<HeadChoice> choices = new ArrayList<>();
        for (int layer : numbersOrAll("--layers", layers, results.model().layers())) {
            for (int head : numbersOrAll("--heads", heads, results.model().heads())) {
                choices.add(new HeadChoice(layer, head));
            }
        }
        return choices;
    }

    /** As the results tell it. */
    String described(@Nullable String list) {
        return list == null ? "default" : list;
    }

    private static List<Integer> numbers(String option, @Nullable String list) {
        return list == null ? List.of() : NumberRanges.parse(option, list);
    }

    private static List<Integer> numbersOrAll(String option, @Nullable String list, int count) {
        return list == null
                ? IntStream.range(0, count).boxed().toList()
                : NumberRanges.parse(option, list);
    }
}
