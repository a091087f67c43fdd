package dev.headlight.app;

import dev.headlight.analysis.causal.Trial;
import dev.headlight.analysis.causal.TrialGround;
import dev.headlight.app.cluster.Piece;
import dev.headlight.engine.Workers;
import dev.headlight.model.OpenModel;
import dev.headlight.model.Transformer;
import java.util.List;
import java.util.function.Supplier;

/** A task of a cluster that ablates some heads, one set after another, on the whole of a ground. */
record AblatedHeads(List<Trial> trials, long tokens)
        implements Piece<TrialGround, TrialGround.Part> {

    AblatedHeads {
        trials = List.copyOf(trials);
    }

    @Override
    public TrialGround.Part run(TrialGround shared, Supplier<OpenModel> model, Workers workers) {
        OpenModel open = model.get();
        return shared.run(trials, new Transformer(open.config(), open.weights()), workers);
    }
}
