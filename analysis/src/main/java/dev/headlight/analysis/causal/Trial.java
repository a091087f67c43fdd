package dev.headlight.analysis.causal;

import dev.headlight.analysis.results.HeadAddress;
import dev.headlight.model.intervention.AttentionPattern;
import dev.headlight.model.intervention.Branch;
import dev.headlight.model.intervention.Intervention;
import dev.headlight.model.intervention.Interventions;
import java.io.Serializable;

/** One ablation: which heads, and what they hand on instead. */
public record Trial(HeadSet set, AblationKind kind) implements Serializable {

    /** The run of it. */
    Branch branch(MeanOutputs means) {
        Interventions all = Interventions.NONE;
        for (HeadAddress head : set.heads()) {
            Intervention one =
                    switch (kind) {
                        case ZERO, PATTERN -> new Intervention.Zero();
                        case MEAN -> new Intervention.Constant(means.of(head.layer(), head.head()));
                        case UNIFORM -> new Intervention.Pattern(AttentionPattern.UNIFORM);
                    };
            all = all.with(head.layer(), head.head(), one);
        }
        return new Branch(all, kind == AblationKind.PATTERN);
    }
}
