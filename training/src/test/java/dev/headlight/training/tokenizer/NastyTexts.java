package dev.headlight.training.tokenizer;

import java.util.List;

/** Texts that tokenizers stumble over. */
final class NastyTexts {

    /** What is not text of the training comes too; half a surrogate pair is read as U+FFFD. */
    static final List<String> ALL =
            List.of(
                    "",
                    " ",
                    "   ",
                    "\n",
                    "\r\n",
                    "a",
                    "Once upon a time, there was a little girl named Lily.",
                    "  two spaces before, three   within, two after  ",
                    "tabs\tand\t\ttabs \t mixed \t\t with spaces",
                    "lines\nand\r\nlines\r\n\r\nand\rreturns\n\n\n",
                    "nul\u0000inside\u0000\u0000, bell\u0007, escape\u001b[31m, delete\u007f",
                    "no-break\u00a0space, ideographic\u3000space, next\u0085line, zero\u200bwidth, \ufeffbom",
                    "emoji \ud83d\ude00\ud83d\ude80, family \ud83d\udc68\u200d\ud83d\udc69\u200d\ud83d\udc67,"
                            + " skin \ud83d\udc4d\ud83c\udffd, keycap 1\ufe0f\u20e3",
                    "\u4f60\u597d\uff0c\u4e16\u754c\u3002\u65e5\u672c\u8a9e\u306e\u30c6\u30ad\u30b9\u30c8 \ud55c\uad6d\uc5b4"
                            + " \ud840\udc00",
                    "combining e\u0301 a\u030a\u0323 and composed \u00e9 \u1ea1\u030a; zalgo Z\u0351\u036b\u0343a\u0348\u034el",
                    "\u0645\u0631\u062d\u0628\u0627 \u05e9\u05dc\u05d5\u05dd \u0928\u092e\u0938\u094d\u0924\u0947 \u0130stanbul \u00dfTRASSE",
                    "digits 1 12 123 12345678901234567890 3.14159 \u0661\u0662\u0663 \u2160 \u00bd\u00b2",
                    "I'm you're HE'LL we'VE they'd don't 'tis 's'S \u2019s",
                    "if (x<=y) { return a[i]->b + \"c\" /* #!@$%^&*~` */ ; } //\\\\",
                    "<s> </s> <unk> <0x0A> \u2581marked\u2581 <|endoftext|> after<|endoftext|>",
                    "half \ud83d, other half \ude00, wrong way \ude00\ud83d, whole \ud83d\ude00",
                    new String(
                            new byte[] {'b', (byte) 0xFF, (byte) 0xE2, (byte) 0x82, 'c'},
                            java.nio.charset.StandardCharsets.UTF_8),
                    "supercalifragilisticexpialidocious".repeat(3),
                    "a".repeat(70) + " ".repeat(40) + "-".repeat(33) + "\n".repeat(9));

    private NastyTexts() {}

    /** As a tokenizer must read it: what no UTF-8 can say replaced. */
    static String read(String text) {
        StringBuilder read = new StringBuilder();
        text.codePoints()
                .forEach(c -> read.appendCodePoint(c >= 0xD800 && c <= 0xDFFF ? 0xFFFD : c));
        return read.toString();
    }
}
