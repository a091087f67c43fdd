package dev.headlight.tutorial.numbers;

/** Kinds of pairs that the lesson compares; a pair may be of several. */
public enum Category {
    SMALL("both small", "|a|, |b| at most 10"),
    LARGE("both large", "|a|, |b| at least 60, not beyond the end"),
    OPPOSITE("opposite", "b = -a"),
    ZERO("with zero", "a or b is 0"),
    BOUNDARY("boundary", "a + b beyond 100 or -100");

    private final String words;
    private final String rule;

    Category(String words, String rule) {
        this.words = words;
        this.rule = rule;
    }

    public String words() {
        return words;
    }

    /** When a pair is of it. */
    public String rule() {
        return rule;
    }

    public boolean holds(NumberPair p) {
        int most = Math.max(Math.abs(p.a()), Math.abs(p.b()));
        int least = Math.min(Math.abs(p.a()), Math.abs(p.b()));
        boolean beyond = Math.abs(p.a() + p.b()) > NumberPair.MOST;
        return switch (this) {
            case SMALL -> most <= 10;
            case LARGE -> least >= 60 && !beyond;
            case OPPOSITE -> p.a() == -p.b();
            case ZERO -> p.a() == 0 || p.b() == 0;
            case BOUNDARY -> beyond;
        };
    }
}
