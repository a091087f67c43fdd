package dev.headlight.model.tokenizer;

import java.io.StringWriter;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.json.JsonMapper;

/** Writes the ingredients of a byte-level BPE as the {@code tokenizer.json} that Hugging Face's library reads. */
final class ByteLevelJson {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private ByteLevelJson() {}

    /**
     * @param tokens text of each id, empty where there is none
     * @param merges {@code "left right"} in order of priority
     * @param added ids that are matched whole in a text
     * @param special those of them that decoding leaves out
     */
    static String write(
            List<String> tokens,
            List<String> merges,
            BitSet added,
            BitSet special,
            PreTokenizer preTokenizer) {
        StringWriter text = new StringWriter(64 * tokens.size() + 1024);
        try (JsonGenerator out = JSON.createGenerator(text)) {
            out.writeStartObject();
            out.writeStringProperty("version", "1.0");
            out.writeName("added_tokens");
            addedTokens(out, tokens, added, special);
            if (preTokenizer.composed()) {
                out.writeObjectPropertyStart("normalizer");
                out.writeStringProperty("type", "NFC");
                out.writeEndObject();
            }
            out.writeName("pre_tokenizer");
            preTokenizer(out, preTokenizer);
            out.writeName("decoder");
            byteLevel(out);
            out.writeName("model");
            model(out, tokens, merges, preTokenizer.ignoreMerges());
            out.writeEndObject();
        }
        return text.toString();
    }

    private static void addedTokens(
            JsonGenerator out, List<String> tokens, BitSet added, BitSet special) {
        out.writeStartArray();
        for (int id = added.nextSetBit(0); id >= 0; id = added.nextSetBit(id + 1)) {
            if (tokens.get(id).isEmpty()) {
                continue;
            }
            out.writeStartObject();
            out.writeNumberProperty("id", id);
            out.writeStringProperty("content", tokens.get(id));
            out.writeBooleanProperty("single_word", false);
            out.writeBooleanProperty("lstrip", false);
            out.writeBooleanProperty("rstrip", false);
            out.writeBooleanProperty("normalized", false);
            out.writeBooleanProperty("special", special.get(id));
            out.writeEndObject();
        }
        out.writeEndArray();
    }

    private static void preTokenizer(JsonGenerator out, PreTokenizer preTokenizer) {
        out.writeStartObject();
        out.writeStringProperty("type", "Sequence");
        out.writeArrayPropertyStart("pretokenizers");
        if (preTokenizer.singleDigits()) {
            out.writeStartObject();
            out.writeStringProperty("type", "Digits");
            out.writeBooleanProperty("individual_digits", true);
            out.writeEndObject();
        }
        out.writeStartObject();
        out.writeStringProperty("type", "Split");
        out.writeObjectPropertyStart("pattern");
        out.writeStringProperty("Regex", preTokenizer.pattern());
        out.writeEndObject();
        out.writeStringProperty("behavior", "Isolated");
        out.writeBooleanProperty("invert", false);
        out.writeEndObject();
        byteLevel(out);
        out.writeEndArray();
        out.writeEndObject();
    }

    private static void byteLevel(JsonGenerator out) {
        out.writeStartObject();
        out.writeStringProperty("type", "ByteLevel");
        out.writeBooleanProperty("add_prefix_space", false);
        out.writeBooleanProperty("trim_offsets", true);
        out.writeBooleanProperty("use_regex", false);
        out.writeEndObject();
    }

    private static void model(
            JsonGenerator out, List<String> tokens, List<String> merges, boolean ignoreMerges) {
        out.writeStartObject();
        out.writeStringProperty("type", "BPE");
        out.writeBooleanProperty("fuse_unk", false);
        out.writeBooleanProperty("byte_fallback", false);
        out.writeBooleanProperty("ignore_merges", ignoreMerges);
        out.writeObjectPropertyStart("vocab");
        Set<String> written = new HashSet<>();
        for (int id = 0; id < tokens.size(); id++) {
            // A name must not come twice: the first of two equal tokens is the one that is made.
            if (written.add(tokens.get(id))) {
                out.writeNumberProperty(tokens.get(id), id);
            }
        }
        out.writeEndObject();
        out.writeArrayPropertyStart("merges");
        for (String merge : merges) {
            out.writeString(merge);
        }
        out.writeEndArray();
        out.writeEndObject();
    }
}
