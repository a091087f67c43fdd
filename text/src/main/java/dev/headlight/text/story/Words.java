package dev.headlight.text.story;

import java.util.ArrayList;
import java.util.List;

/** The words the stories choose from, by what they can stand for. */
final class Words {

    private static final List<String> BEGINNINGS =
            words("Mi Ta Bru Ori Len Sa Wi Pel Ju Ha Nor Fe Ru Zi");
    private static final List<String> ENDS = words("ro la nek vin dis mo ska bel tor na");

    /** Invented, so that a name says nothing before its story does. */
    static final List<String> NAMES = names();

    static final List<String> SURNAMES =
            words(
                    "Ashdown Bramble Copperhill Dunmore Elderwood Fenwick Greenfield Hollowell"
                            + " Ironside Juniper Kettleburn Larkspur Merrow Nettle Oakenshaw Pepper"
                            + " Quillfeather Rowanberry Saltmarsh Thistle Underhill Vale Windermere"
                            + " Yarrow");
    static final List<String> ROLES =
            words(
                    "baker sailor painter gardener tailor miller shepherd weaver teacher fiddler"
                            + " potter fisher clockmaker beekeeper mapmaker ferryman");
    static final List<String> THINGS =
            words(
                    "lantern kite key drum letter compass feather ribbon whistle kettle mirror"
                            + " button basket candle umbrella flute marble blanket bell ladder"
                            + " hammer wagon telescope scarf bottle coin mask puppet teapot map"
                            + " violin anchor");
    static final List<String> ADJECTIVES =
            words(
                    "brass crooked golden tiny silver broken painted wooden heavy shining forgotten"
                            + " striped hollow warm rusty gentle curious enormous quiet purple round"
                            + " dusty velvet singing");
    static final List<String> PLACES =
            words(
                    "harbour forest village mountain river meadow castle bridge island orchard cave"
                            + " market tower valley lighthouse mill");
    static final List<String> ANIMALS =
            words(
                    "fox heron badger goose otter owl donkey hedgehog magpie goat hare toad squirrel"
                            + " swan mole cat");
    static final List<String> FOODS =
            words("plums bread honey soup cheese pears porridge walnuts cake berries");
    static final List<String> FEELINGS =
            words("happy tired proud lonely brave worried cheerful puzzled hungry calm");
    static final List<String> DEEDS =
            words(
                    "carried followed painted mended borrowed polished hid dropped admired guarded"
                            + " wrapped lifted measured studied traded cleaned");
    static final List<String> MANNERS =
            words("slowly softly quickly carefully bravely quietly gladly twice again together");
    static final List<String> TIMES =
            words("morning evening night afternoon summer winter spring autumn");

    private Words() {}

    private static List<String> words(String all) {
        return List.of(all.split(" ", -1));
    }

    private static List<String> names() {
        List<String> names = new ArrayList<>();
        for (String beginning : BEGINNINGS) {
            for (String end : ENDS) {
                names.add(beginning + end);
            }
        }
        return List.copyOf(names);
    }

    /** The lists in a fixed order; {@link Lexicon} knows it. */
    static List<List<String>> lists() {
        return List.of(
                NAMES,
                SURNAMES,
                ROLES,
                THINGS,
                ADJECTIVES,
                PLACES,
                ANIMALS,
                FOODS,
                FEELINGS,
                DEEDS,
                MANNERS,
                TIMES);
    }
}
