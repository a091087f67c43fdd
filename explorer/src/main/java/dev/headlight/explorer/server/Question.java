package dev.headlight.explorer.server;

import dev.headlight.explorer.reading.Change;
import dev.headlight.explorer.reading.Head;
import dev.headlight.model.ModelConfig;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** What a visitor asked, checked field by field: whatever it is, it is within bounds or refused with a sentence. */
final class Question {

    /** Characters of a text; more tokens than are read would come of them. */
    static final int TEXT = 100_000;

    private static final int NAME = 64;

    private final JsonNode json;

    Question(JsonNode json) {
        this.json = json;
    }

    /** A text, without halves of characters. */
    String text() {
        return text(TEXT);
    }

    /** The same with a bound of its own. */
    String text(int most) {
        return string("text", most)
                .codePoints()
                .map(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE ? 0xFFFD : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    /** The id of a model. */
    String model() {
        return string("model", NAME);
    }

    /** Who asks, and what kind of thing: a page's newer question ends its older one. */
    Lanes.Line line(String kind) {
        String visitor = string("visitor", NAME);
        return visitor.isEmpty()
                ? Lanes.Line.NONE
                : new Lanes.Line(visitor + " " + kind, json.path("order").asLong(0));
    }

    String string(String name, int most) {
        JsonNode value = json.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return "";
        }
        if (!value.isString()) {
            throw new Refusal(400, "In the question " + name + " must be a text.");
        }
        String text = value.asString();
        if (text.length() > most) {
            throw new Refusal(
                    413,
                    name.equals("text")
                            ? "The text has more than %,d characters; shorten it.".formatted(most)
                            : "In the question " + name + " is too long.");
        }
        return text;
    }

    /** A whole number from 0 to {@code below - 1}. */
    int index(String name, int below) {
        return index(json, name, below);
    }

    private static int index(JsonNode json, String name, int below) {
        JsonNode value = json.path(name);
        if (!value.isIntegralNumber() || value.asLong(-1) < 0 || value.asLong(-1) >= below) {
            throw new Refusal(
                    400,
                    "In the question " + name + " must be a number from 0 to " + (below - 1) + ".");
        }
        return value.asInt();
    }

    /** A head of the model. */
    Head head(ModelConfig config) {
        return head(json, config);
    }

    private static Head head(JsonNode json, ModelConfig config) {
        return new Head(
                index(json, "layer", config.nLayers()), index(json, "head", config.nHeads()));
    }

    /** Heads and what each is to hand on. */
    Map<Head, Change> changes(ModelConfig config) {
        JsonNode list = json.path("heads");
        if (!list.isArray() || list.size() > config.nLayers() * config.nHeads()) {
            throw new Refusal(400, "In the question heads must be a list of heads.");
        }
        Map<Head, Change> changes = new LinkedHashMap<>();
        for (JsonNode each : list) {
            String word = each.path("change").asString("off").toUpperCase(Locale.ROOT);
            Change change;
            try {
                change = Change.valueOf(word);
            } catch (IllegalArgumentException e) {
                throw new Refusal(400, "A head is switched to off, uniform or mean.");
            }
            changes.put(head(each, config), change);
        }
        return changes;
    }
}
