package dev.headlight.analysis.score;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headlight.analysis.score.TokenClasses.Kind;
import java.util.BitSet;
import java.util.HashSet;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokenClassesTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                ".",
                ",",
                " .",
                "\u2581.",
                "...",
                "?!",
                "\u201c",
                "\u3002",
                "$",
                "+=",
                "\u2014",
                "<0x2E>",
                ".\n",
                "()",
                "_",
                "\ud83d\ude00"
            })
    void punctuation(String piece) {
        assertThat(TokenClasses.kind(piece)).isEqualTo(Kind.PUNCTUATION);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\n\n", "\r\n", " \n", "<0x0A>", "<0x0D>"})
    void newline(String piece) {
        assertThat(TokenClasses.kind(piece)).isEqualTo(Kind.NEWLINE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a", " the", "\u2581", " ", "'s", "3", "<0x41>", "<0xE2>", "x.", "\u4e2d", "\ufffd",
                "\t"
            })
    void ordinary(String piece) {
        assertThat(TokenClasses.kind(piece)).isEqualTo(Kind.ORDINARY);
    }

    @Test
    void idsBeyondTheTokenizerAreOrdinary() {
        TokenClasses classes = TokenClasses.of(Kind.SPECIAL);
        assertThat(classes.inS(0)).isTrue();
        assertThat(classes.kind(1)).isEqualTo(Kind.ORDINARY);
    }

    @ParameterizedTest
    @CsvSource({"40", "3", "95"})
    void matchedSetsStandAsOftenAsS(int special) {
        Kind[] kinds = new Kind[301];
        long[] counts = new long[301];
        for (int id = 0; id < kinds.length; id++) {
            kinds[id] = id < 3 ? Kind.PUNCTUATION : Kind.ORDINARY;
            counts[id] = id < 3 ? special : 1 + 2000 / (id + 10);
        }
        counts[7] = 0; // never stands in the text
        counts[300] = 50; // the begin token
        MatchedTokenSets matched =
                MatchedTokenSets.draw(TokenClasses.of(kinds), counts, OptionalInt.of(300), 8, 11);
        assertThat(matched.target()).isEqualTo(3L * special);
        Set<BitSet> different = new HashSet<>();
        for (int n = 0; n < 8; n++) {
            BitSet set = matched.sets().get(n);
            assertThat(set.intersects(bits(0, 1, 2, 7, 300))).isFalse();
            assertThat(set.stream().mapToLong(id -> counts[id]).sum())
                    .isEqualTo(matched.totals()[n])
                    .isBetween(3L * special - 7, 3L * special); // the rarest type stands 7 times
            different.add(set);
        }
        assertThat(different).hasSize(8);
        assertThat(
                        MatchedTokenSets.draw(
                                        TokenClasses.of(kinds), counts, OptionalInt.of(300), 8, 11)
                                .sets())
                .isEqualTo(matched.sets());
    }

    private static BitSet bits(int... ids) {
        BitSet bits = new BitSet();
        for (int id : ids) {
            bits.set(id);
        }
        return bits;
    }

    @Test
    void aTextWithoutSHasNoMatchedSets() {
        assertThat(
                        MatchedTokenSets.draw(
                                        TokenClasses.none(),
                                        new long[] {3, 4},
                                        OptionalInt.empty(),
                                        8,
                                        1)
                                .sets())
                .isEmpty();
    }
}
