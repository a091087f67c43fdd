package dev.headlight.app.cluster;

import dev.headlight.analysis.AnalysisListener;
import dev.headlight.analysis.AnalysisOptions;
import dev.headlight.analysis.CausalOptions;
import dev.headlight.analysis.results.AnalysisResults;
import dev.headlight.model.OpenModel;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** An engine that runs an analysis on many machines; found by {@link java.util.ServiceLoader}. */
public interface ClusterEngine {

    /** As {@code --engine} names it. */
    String name();

    /**
     * Analyses on the cluster what one machine would analyse here.
     *
     * @param model as it is analysed
     * @param randomSeed of its weights, where they are at random initialisation; null where they are its files' own
     * @param causal whether heads are ablated, which this process does
     * @param folder for the tables that the engine writes beside the usual files
     */
    AnalysisResults analyze(
            OpenModel model,
            @Nullable Long randomSeed,
            ClusterText text,
            AnalysisOptions options,
            CausalOptions causal,
            ClusterRequest request,
            Path folder,
            AnalysisListener listener);

    /**
     * Starts the engine for pieces of work.
     *
     * @param name of the job, as the cluster's own pages show it
     * @param model that the pieces need; null where they need none
     * @param master of the cluster; empty for what the engine's own settings say
     * @param sendModel whether the model is sent along with the job
     */
    ClusterWork begin(
            String name,
            @Nullable OpenModel model,
            String master,
            boolean sendModel,
            AnalysisListener listener);
}
