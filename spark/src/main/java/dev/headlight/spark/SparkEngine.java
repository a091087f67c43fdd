package dev.headlight.spark;

import dev.headlight.analysis.AnalysisListener;
import dev.headlight.analysis.AnalysisOptions;
import dev.headlight.analysis.CausalOptions;
import dev.headlight.analysis.results.AnalysisResults;
import dev.headlight.app.cluster.ClusterEngine;
import dev.headlight.app.cluster.ClusterRequest;
import dev.headlight.app.cluster.ClusterText;
import dev.headlight.app.cluster.ClusterWork;
import dev.headlight.model.OpenModel;
import dev.headlight.spark.ClusterOptions.PerDocument;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What {@code --engine spark} of the command line finds. */
public final class SparkEngine implements ClusterEngine {

    @Override
    public String name() {
        return "spark";
    }

    @Override
    public AnalysisResults analyze(
            OpenModel model,
            @Nullable Long randomSeed,
            ClusterText text,
            AnalysisOptions options,
            CausalOptions causal,
            ClusterRequest request,
            Path folder,
            AnalysisListener listener) {
        ClusterOptions cluster =
                new ClusterOptions(
                        request.master(),
                        request.partitions(),
                        request.corruptShare(),
                        request.sendModel(),
                        PerDocument.valueOf(request.perDocument().toUpperCase(Locale.ROOT)),
                        Long.MAX_VALUE);
        return new SparkAnalysis(cluster)
                .run(
                        model,
                        randomSeed,
                        text,
                        options,
                        causal,
                        folder.toAbsolutePath().toString(),
                        listener);
    }

    @Override
    public ClusterWork begin(
            String name,
            @Nullable OpenModel model,
            String master,
            boolean sendModel,
            AnalysisListener listener) {
        return new SparkWork(name, model, master, sendModel, listener);
    }
}
