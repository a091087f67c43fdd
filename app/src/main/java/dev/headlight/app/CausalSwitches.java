package dev.headlight.app;

import dev.headlight.analysis.CausalOptions;
import dev.headlight.analysis.CausalOptions.When;
import dev.headlight.text.UsageException;
import picocli.CommandLine.Option;

/** Whether heads are ablated. */
final class CausalSwitches {

    @Option(
            names = "--causal",
            description =
                    "Ablate heads, whatever time that takes, so that verdict 4 rests on causes (default: where"
                            + " it is expected to take under a minute).")
    boolean causal;

    @Option(names = "--no-causal", description = "Ablate no head.")
    boolean noCausal;

    @Option(
            names = "--ablate-all",
            description = "Ablate every head one by one; the time it takes is said first.")
    boolean ablateAll;

    /**
     * As the analysis takes them.
     *
     * @throws UsageException where they contradict each other
     */
    CausalOptions options() {
        if (noCausal && (causal || ablateAll)) {
            throw new UsageException(
                    "--no-causal and "
                            + (causal ? "--causal" : "--ablate-all")
                            + " exclude each other.");
        }
        When when = noCausal ? When.NEVER : causal || ablateAll ? When.ALWAYS : When.WHERE_SHORT;
        return new CausalOptions(when, ablateAll);
    }

    String described() {
        return noCausal
                ? "no"
                : ablateAll ? "every head" : causal ? "yes" : "where it takes under a minute";
    }
}
