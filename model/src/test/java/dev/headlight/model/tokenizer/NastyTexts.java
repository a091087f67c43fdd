package dev.headlight.model.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headlight.model.Tokenizer;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The texts that are hard to read, and what the originals made of them (make_tokenizer_fixtures.py). */
final class NastyTexts {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private NastyTexts() {}

    static JsonNode fixture(String name) throws IOException {
        try (InputStream in = NastyTexts.class.getResourceAsStream("/tokenizers/" + name)) {
            assertThat(in).as(name).isNotNull();
            return JSON.readTree(in);
        }
    }

    static List<String> all() throws IOException {
        return strings(fixture("texts.json"));
    }

    static List<String> strings(JsonNode array) {
        List<String> strings = new ArrayList<>();
        array.forEach(node -> strings.add(node.asString()));
        return strings;
    }

    static int[] ints(JsonNode array) {
        return array.valueStream().mapToInt(JsonNode::asInt).toArray();
    }

    /** Asserts ids and decoded text of every nasty text against the fixture's. */
    static void assertAgrees(Tokenizer tokenizer, JsonNode expected) throws IOException {
        List<String> texts = all();
        assertThat(texts).hasSizeGreaterThan(20).hasSize(expected.path("ids").size());
        for (int i = 0; i < texts.size(); i++) {
            int[] ids = ints(expected.path("ids").path(i));
            assertThat(tokenizer.encode(texts.get(i))).as("ids of text %d", i).isEqualTo(ids);
            assertThat(tokenizer.decode(ids))
                    .as("decoded text %d", i)
                    .isEqualTo(expected.path("decoded").path(i).asString());
            for (int id : ids) {
                assertThat(id).isBetween(0, tokenizer.vocab() - 1);
                assertThat(tokenizer.piece(id)).isNotEmpty();
            }
        }
    }
}
