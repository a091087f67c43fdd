package dev.headlight.tutorial.terminal;

/** Characters beyond ASCII, spelt for a terminal that lacks them. */
final class Spelling {

    private static final String[][] SPELT = {
        {"ᵀ", "^T"},
        {"√", "sqrt "},
        {"×", "x"},
        {"·", "*"},
        {"−", "-"},
        {"–", "-"},
        {"—", "-"},
        {"→", "->"},
        {"←", "<-"},
        {"⇒", "=>"},
        {"≤", "<="},
        {"≥", ">="},
        {"≠", "!="},
        {"≈", "~"},
        {"Σ", "sum "},
        {"∂", "d"},
        {"½", "1/2"},
        {"¼", "1/4"},
        {"²", "^2"},
        {"³", "^3"},
        {"…", "..."},
        {"‘", "'"},
        {"’", "'"},
        {"“", "\""},
        {"”", "\""},
        {"±", "+-"},
        {"∞", "inf"},
        {"α", "alpha"},
        {"β", "beta"},
        {"σ", "sigma"},
        {"μ", "mu"},
        {"λ", "lambda"},
        {"η", "eta"},
        {"Δ", "D"},
        {"θ", "theta"},
        {"₀", "0"},
        {"₁", "1"},
        {"₂", "2"},
        {"₃", "3"},
        {"ᵢ", "_i"},
        {"ⱼ", "_j"},
        {"✓", "ok"},
        {"✗", "no"},
        {"█", "#"},
        {"▓", "*"},
        {"▒", ":"},
        {"░", "."},
        {"─", "-"},
        {"│", "|"},
        {"┌", "+"},
        {"┐", "+"},
        {"└", "+"},
        {"┘", "+"},
        {"▸", ">"},
        {"•", "*"},
        {"∈", "in"},
        {"ö", "oe"},
        {"ü", "ue"},
        {"ä", "ae"},
        {"é", "e"},
        {"⎡", "["},
        {"⎤", "]"},
        {"⎢", "["},
        {"⎥", "]"},
        {"⎣", "["},
        {"⎦", "]"},
        {"═", "="},
        {"├", "+"},
        {"┤", "+"},
        {"┼", "+"},
        {"≡", "%"},
    };

    private Spelling() {}

    /** ASCII only; what has no spelling becomes a question mark. */
    static String ascii(String text) {
        String spelt = text;
        for (String[] pair : SPELT) {
            spelt = spelt.replace(pair[0], pair[1]);
        }
        StringBuilder plain = new StringBuilder();
        spelt.codePoints().forEach(c -> plain.append(c < 0x80 ? (char) c : '?'));
        return plain.toString();
    }
}
