package dev.headlight.analysis.score;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headlight.analysis.results.Definition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A definition is written once: the card says what the Javadoc says, and no figure is without one. */
class DefinitionsTest {

    @Test
    void everyFigureHasACardWithTheFormulaOfItsJavadoc() throws IOException {
        Path source =
                Path.of(System.getProperty("headlight.root"))
                        .resolve("analysis/src/main/java/dev/headlight/analysis/score/Figure.java");
        String javadoc = Files.readString(source).replaceAll("\\s*\\n\\s*\\*\\s*", " ");
        for (Figure figure : Figure.values()) {
            Definition card = Definitions.of(figure.id()).orElseThrow();
            boolean variant = figure.id().matches("locality_(4|8|16|64)|special_mass_(p|n|s).*");
            if (!variant) { // these stand beside the one whose formula is written out
                assertThat(javadoc).contains("{@code " + card.formula() + "}");
            }
        }
    }

    @Test
    void everyCardIsWhole() {
        Set<String> ids = new HashSet<>();
        for (Definition card : Definitions.all()) {
            assertThat(ids.add(card.id())).as(card.id()).isTrue();
            assertThat(
                            List.of(
                                    card.title(),
                                    card.formula(),
                                    card.meaning(),
                                    card.nullText(),
                                    card.trap()))
                    .as(card.id())
                    .noneMatch(String::isBlank);
        }
        assertThat(ids)
                .contains(
                        "decay",
                        "decay_slope",
                        "similarity",
                        "specialization",
                        "loss",
                        "icl",
                        "sink_rate",
                        "positional_decay",
                        "layer_evolution",
                        "attention_entropy",
                        "induction_heads",
                        "special_token_aggregation",
                        "head_specialization");
    }

    @Test
    void figuresAreFoundByScoreAndSink() {
        for (Figure figure : Figure.values()) {
            assertThat(Figure.of(figure.id(), figure.sink())).contains(figure);
        }
    }
}
