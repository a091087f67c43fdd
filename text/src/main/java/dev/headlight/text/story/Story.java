package dev.headlight.text.story;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * One story: an opening, a finding, some of what happens then in paragraphs, an ending. Its hero, friend,
 * role, place and treasure are drawn first and come back throughout; each name has two words, so that the
 * first foretells the second once it has been heard.
 */
public final class Story {

    private static final int FEWEST_MIDDLES = 5;
    private static final int MOST_MIDDLES = 9;

    private final Random random;
    private final Lexicon lexicon;
    private final Map<String, String> cast;
    private final List<String> words = new ArrayList<>();

    private Story(Random random, Lexicon lexicon) {
        this.random = random;
        this.lexicon = lexicon;
        List<String> names = distinct(lexicon.names(), 2);
        List<String> surnames = distinct(lexicon.surnames(), 2);
        cast =
                Map.of(
                        "Hero", names.get(0) + " " + surnames.get(0),
                        "Friend", names.get(1) + " " + surnames.get(1),
                        "Role", one(lexicon.roles()),
                        "Place", one(lexicon.places()),
                        "Treasure", one(lexicon.adjectives()) + " " + one(lexicon.things()));
    }

    /** Tells a story; all its choices are the generator's. */
    public static List<String> tell(Random random, Lexicon lexicon) {
        Story story = new Story(random, lexicon);
        story.sentence(story.one(Templates.OPENINGS));
        story.sentence(story.one(Templates.FINDINGS));
        int middles = FEWEST_MIDDLES + random.nextInt(MOST_MIDDLES - FEWEST_MIDDLES + 1);
        for (String template : story.distinct(Templates.MIDDLES, middles)) {
            if (random.nextInt(3) == 0) {
                story.words.add("\n");
            }
            story.sentence(template);
        }
        story.words.add("\n");
        story.sentence(story.one(Templates.ENDINGS));
        story.words.add("\n");
        return List.copyOf(story.words);
    }

    private void sentence(String template) {
        for (String word : template.split(" ", -1)) {
            if (!word.startsWith("{")) {
                words.add(word);
                continue;
            }
            String slot = word.substring(1, word.length() - 1);
            String filling = cast.containsKey(slot) ? cast.get(slot) : one(lexicon.choices(slot));
            words.addAll(List.of(filling.split(" ", -1)));
        }
    }

    private String one(List<String> list) {
        return list.get(random.nextInt(list.size()));
    }

    private List<String> distinct(List<String> list, int count) {
        List<String> left = new ArrayList<>(list);
        List<String> drawn = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            drawn.add(left.remove(random.nextInt(left.size())));
        }
        return drawn;
    }
}
