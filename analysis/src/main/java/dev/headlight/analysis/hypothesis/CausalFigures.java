package dev.headlight.analysis.hypothesis;

import dev.headlight.analysis.evidence.SetEffect;
import dev.headlight.analysis.results.Verdict;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What ablating a set of heads did, as figures of a verdict. */
final class CausalFigures {

    private CausalFigures() {}

    /** Rise of the loss, that for random heads, and the difference with its p-value. */
    static List<Verdict.Figure> of(@Nullable SetEffect effect) {
        if (effect == null) {
            return List.of();
        }
        String without = "rise of the loss without " + effect.name();
        if (effect.sets() == 0) {
            return List.of(Finding.figure(without, effect.delta()));
        }
        return List.of(
                Finding.figure(without, effect.delta()),
                Finding.figure(without + ", for random heads instead", effect.random()),
                Finding.figure(without + ", beyond random heads", effect.excess()),
                Finding.figure(without + ", permutation p", effect.p()));
    }

    /** What the effect rests on, as the end of a sentence. */
    static String reason(SetEffect effect) {
        if (effect.sets() == 0) {
            return "; without them the loss rises by "
                    + Figures.withInterval(effect.delta())
                    + ", but there is no set of random heads to hold that against ("
                    + effect.note()
                    + ")";
        }
        return "; without them the loss rises by "
                + Figures.number(effect.delta().value())
                + " nats, without random heads of the same layers by "
                + Figures.number(effect.random().value())
                + " (p = "
                + Figures.number(effect.p())
                + ", "
                + effect.note()
                + ")";
    }
}
