package dev.headlight.app;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class InspectTest {

    @Test
    void saysWhatAModelIsInEightyColumns() {
        CommandLineRun run = CommandLineRun.of("inspect", SmallModels.GGUF);
        assertThat(run.err()).isEmpty();
        assertThat(run.code()).isZero();
        assertThat(run.out()).contains("Q4_0", "rotary", "every one finite", "of heap");
        assertThat(run.out().lines()).allSatisfy(l -> assertThat(l.length()).isLessThan(81));
    }

    @Test
    void weightsThatNoTrainingTouchedAreAskedAfter() {
        // The small model's weights are random numbers; without a scan they are not looked at.
        assertThat(CommandLineRun.of("inspect", SmallModels.GGUF).out())
                .contains("! Indistinguishable from random: were the weights loaded?");
        assertThat(CommandLineRun.of("inspect", SmallModels.GGUF, "--no-scan").out())
                .doesNotContain("Indistinguishable");
    }

    @Test
    void aFamilyWithLearnedPositions() {
        CommandLineRun run = CommandLineRun.of("inspect", SmallModels.GPT2, "--no-scan");
        assertThat(run.err()).isEmpty();
        assertThat(run.out())
                .contains("gpt2", "learned", "gelu tanh", "not scanned", "token ids only");
    }

    @Test
    void aModelWithoutATokenizerContinuesNoText() {
        CommandLineRun run = CommandLineRun.of("generate", SmallModels.GPT2, "--prompt", "x");
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.sentence()).contains("brings no tokenizer");
    }
}
