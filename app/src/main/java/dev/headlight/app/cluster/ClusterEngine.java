package dev.headlight.app.cluster;

import dev.headlight.analysis.AnalysisListener;
import dev.headlight.analysis.AnalysisOptions;
import dev.headlight.analysis.CausalOptions;
import dev.headlight.analysis.results.AnalysisResults;
import dev.headlight.model.OpenModel;
import java.nio.file.Path;
import java.util.List;

/** An engine that runs an analysis on many machines; found by {@link java.util.ServiceLoader}. */
public interface ClusterEngine {

    /** As {@code --engine} names it. */
    String name();

    /**
     * Analyses on the cluster what one machine would analyse here.
     *
     * @param texts files and folders, as they were named
     * @param causal whether heads are ablated, which this process does
     * @param folder for the tables that the engine writes beside the usual files
     */
    AnalysisResults analyze(
            OpenModel model,
            List<String> texts,
            AnalysisOptions options,
            CausalOptions causal,
            ClusterRequest request,
            Path folder,
            AnalysisListener listener);
}
