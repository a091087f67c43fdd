package dev.headlight.analysis.comparison;

import dev.headlight.analysis.results.AnalysisResults;
import dev.headlight.analysis.results.Comparison;
import dev.headlight.analysis.results.Comparison.Pairing;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a reader of a comparison should know before believing it, in sentences. */
final class Notes {

    /** Fewer units than these give percentile intervals that are known to be too narrow. */
    private static final int FEW_UNITS = 20;

    private Notes() {}

    static List<String> of(
            Analysed first,
            Analysed second,
            PairedUnits text,
            PairedUnits repeats,
            Pairing pairing,
            Pairing ofSequences) {
        AnalysisResults a = first.results();
        AnalysisResults b = second.results();
        List<String> notes = new ArrayList<>();
        pairing(notes, a, b, text);
        if (!repeats.paired()) {
            notes.add(
                    "The random repeats were not the same (other vocabulary, seed or length), so induction_entry and"
                            + " induction_mass are compared unpaired.");
        }
        int leftOut = first.figures().leftOut() + second.figures().leftOut();
        if (leftOut > 0) {
            notes.add(
                    String.format(
                            Locale.ROOT,
                            "%,d units are not compared: they are not in per_document.npz, which is bounded.",
                            leftOut));
        }
        if (pairing.units() < FEW_UNITS) {
            notes.add(
                    String.format(
                            Locale.ROOT,
                            "%d %ss are few: with fewer than %d, percentile intervals are too narrow.",
                            pairing.units(),
                            a.text().unit(),
                            FEW_UNITS));
        }
        few(notes, pairing, a.text().unit() + "s");
        few(notes, ofSequences, "random repeats");
        if (a.text().context() != b.text().context()) {
            notes.add(
                    String.format(
                            Locale.ROOT,
                            "The windows were of at most %,d and %,d tokens: scores that depend on length differ for"
                                    + " that reason alone.",
                            a.text().context(),
                            b.text().context()));
        }
        if (!HeadMatching.byPosition(a, b)) {
            notes.add(
                    "Heads were matched by their likeness, which by itself makes differences small: a difference that"
                            + " is found is real, but their number means little.");
        }
        notes.add(
                "decay_slope is a fit over all documents, so it has no difference here: verdict 1 stands side by"
                        + " side.");
        return notes;
    }

    /** Where no p-value can be small. */
    private static void few(List<String> notes, Pairing pairing, String what) {
        if (pairing.smallestP() > Comparison.FOUND / 10) {
            notes.add(
                    String.format(
                            Locale.ROOT,
                            "%d pairs of %s allow no p-value below %.3g, so a difference of few heads cannot be found,"
                                    + " however large.",
                            pairing.units(),
                            what,
                            pairing.smallestP()));
        }
    }

    private static void pairing(
            List<String> notes, AnalysisResults a, AnalysisResults b, PairedUnits text) {
        if (text.paired() && text.leftOut() > 0) {
            notes.add(
                    String.format(
                            Locale.ROOT,
                            "%,d units are left out, which only one of the two has seen.",
                            text.leftOut()));
        } else if (!text.paired()) {
            notes.add(
                    String.format(
                            Locale.ROOT,
                            "Unpaired: of %,d and %,d units %s the same text, so the text's differences are in the"
                                    + " figures too.",
                            a.text().documents(),
                            b.text().documents(),
                            text.shared() == 0
                                    ? "none has"
                                    : String.format(Locale.ROOT, "only %,d have", text.shared())));
        }
    }
}
