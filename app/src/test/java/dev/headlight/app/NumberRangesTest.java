package dev.headlight.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headlight.text.UsageException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NumberRangesTest {

    @Test
    void numbersAndRangesAreSortedAndEachOnce() {
        assertThat(NumberRanges.parse("--heads", "7,0,3-5,4")).containsExactly(0, 3, 4, 5, 7);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "1,", "-1", "3-1", "1-2-3", "99999", "1 2"})
    void anythingElseIsAUsageError(String list) {
        assertThatThrownBy(() -> NumberRanges.parse("--heads", list))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("--heads");
    }

    @Test
    void whatTheModelLacksIsNamed() {
        NumberRanges.requireBelow("--layers", List.of(0, 4), 5, "layers");
        assertThatThrownBy(() -> NumberRanges.requireBelow("--layers", List.of(5), 5, "layers"))
                .hasMessage("--layers 5 does not exist: the model has 5 layers, numbered from 0.");
    }
}
