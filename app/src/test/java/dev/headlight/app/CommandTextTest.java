package dev.headlight.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class CommandTextTest {

    @Test
    void theCommandIsNamedOnce() {
        assertThat(new CommandText("analyze", List.of("analyze", "m.gguf", "--text", "a b.txt")))
                .hasToString("headlight analyze m.gguf --text 'a b.txt'");
        assertThat(new CommandText("analyze", List.of("m.gguf")))
                .hasToString("headlight analyze m.gguf");
        assertThat(new CommandText("tutorial train", List.of("tutorial", "train", "--seed", "7")))
                .hasToString("headlight tutorial train --seed 7");
        assertThat(new CommandText("train", List.of())).hasToString("headlight train");
    }

    @Test
    void whatAShellWouldSplitIsQuoted() {
        assertThat(new CommandText("analyze", List.of("it's", "", "$HOME")))
                .hasToString("headlight analyze 'it'\\''s' '' '$HOME'");
    }
}
