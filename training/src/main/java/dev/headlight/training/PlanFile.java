package dev.headlight.training;

import dev.headlight.text.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.json.JsonMapper;

/** A configuration file: a JSON object with some of the settings of {@link TrainingPlan}, by their names. */
public final class PlanFile {

    private static final JsonMapper MAPPER =
            JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

    private PlanFile() {}

    /**
     * A plan with what a file says otherwise.
     *
     * @throws InputException where the file cannot be read, is no JSON object, or has a name that no setting has or
     *     a value that is none of its setting, with the line
     */
    public static TrainingPlan read(Path file, TrainingPlan base) {
        try (JsonParser in = MAPPER.createParser(Files.readAllBytes(file))) {
            if (in.nextToken() != JsonToken.START_OBJECT) {
                throw new InputException(file + " holds no JSON object; write { \"layers\": 4 }.");
            }
            TrainingPlan plan = base;
            while (in.nextToken() == JsonToken.PROPERTY_NAME) {
                plan = setting(file, in, plan);
            }
            if (in.nextToken() != null) {
                throw new InputException(
                        file
                                + ", line "
                                + in.currentTokenLocation().getLineNr()
                                + ": something follows the JSON object; take it away.");
            }
            return plan;
        } catch (NoSuchFileException e) {
            throw new InputException(file + " does not exist; name a JSON file.", e);
        } catch (IOException e) {
            throw new InputException(file + " cannot be read: " + e.getMessage() + ".", e);
        } catch (JacksonException e) {
            throw new InputException(
                    file
                            + ", line "
                            + e.getLocation().getLineNr()
                            + ", column "
                            + e.getLocation().getColumnNr()
                            + ": no valid JSON ("
                            + e.getOriginalMessage().lines().findFirst().orElse("")
                            + ").",
                    e);
        }
    }

    private static TrainingPlan setting(Path file, JsonParser in, TrainingPlan plan) {
        String name = in.currentName();
        String where = file + ", line " + in.currentTokenLocation().getLineNr() + ": ";
        if (!PlanSettings.known(name)) {
            throw new InputException(
                    where + PlanSettings.unknown(name).sentence(PlanSettings.HELP));
        }
        JsonToken token = in.nextToken();
        if (!token.isScalarValue() || token == JsonToken.VALUE_NULL) {
            throw new InputException(
                    where + "\"" + name + "\" is neither a number, a word, true nor false.");
        }
        try {
            return PlanSettings.replaced(plan, name, in.getString());
        } catch (IllegalArgumentException e) {
            throw new InputException(where + "\"" + name + "\" " + e.getMessage() + ".", e);
        }
    }
}
