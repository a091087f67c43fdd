package dev.headlight.training;

import dev.headlight.text.InputException;
import dev.headlight.text.UnknownWord;
import dev.headlight.text.UsageException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The settings of {@link TrainingPlan} by name: one list for the command line, configuration files and {@code
 * training.json}, read off the record itself.
 */
public final class PlanSettings {

    static final String HELP = "headlight train --help";

    private static final Map<String, RecordComponent> COMPONENTS = new LinkedHashMap<>();

    static {
        for (RecordComponent component : TrainingPlan.class.getRecordComponents()) {
            COMPONENTS.put(
                    component.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT),
                    component);
        }
    }

    private PlanSettings() {}

    /** The names of all settings, in the order of the record. */
    public static List<String> names() {
        return List.copyOf(COMPONENTS.keySet());
    }

    /** What a setting means, for the help. */
    public static String description(String name) {
        return component(name).getAnnotation(Setting.class).value();
    }

    private static RecordComponent component(String name) {
        RecordComponent component = COMPONENTS.get(name);
        if (component == null) {
            throw new IllegalArgumentException(name);
        }
        return component;
    }

    static TrainingPlan with(TrainingPlan plan, String name, String value) {
        if (!COMPONENTS.containsKey(name)) {
            throw unknown(name).exception(HELP);
        }
        try {
            return replaced(plan, name, value);
        } catch (IllegalArgumentException e) {
            throw new UsageException("--" + name + " " + e.getMessage() + ".", e);
        }
    }

    static boolean known(String name) {
        return COMPONENTS.containsKey(name);
    }

    static UnknownWord unknown(String name) {
        return new UnknownWord("setting", name, COMPONENTS.keySet());
    }

    /**
     * A plan with one other value.
     *
     * @throws IllegalArgumentException where the text is no value of the setting, with the rest of a sentence
     */
    static TrainingPlan replaced(TrainingPlan plan, String name, String value) {
        Object parsed = parse(component(name).getType(), value);
        Map<String, Object> values = values(plan);
        values.put(name, parsed);
        return build(values);
    }

    static Map<String, Object> values(TrainingPlan plan) {
        Map<String, Object> values = new LinkedHashMap<>();
        COMPONENTS.forEach(
                (name, component) -> {
                    try {
                        Object value = component.getAccessor().invoke(plan);
                        values.put(name, value instanceof Enum<?> e ? text(e) : value);
                    } catch (IllegalAccessException | InvocationTargetException e) {
                        throw new IllegalStateException("a record's accessor is public", e);
                    }
                });
        return values;
    }

    static TrainingPlan plan(Map<String, ?> settings) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (Map.Entry<String, ?> entry : settings.entrySet()) {
            String name = entry.getKey();
            if (!known(name)) {
                throw new InputException(
                        "the plan of the run is not one of this version: "
                                + unknown(name).sentence(HELP));
            }
            try {
                Object parsed = parse(component(name).getType(), String.valueOf(entry.getValue()));
                values.put(name, parsed);
            } catch (IllegalArgumentException e) {
                throw new InputException(
                        "the plan of the run was changed: " + name + " " + e.getMessage() + ".", e);
            }
        }
        for (String name : COMPONENTS.keySet()) {
            if (!values.containsKey(name)) {
                throw new InputException(
                        "the plan of the run is not one of this version: "
                                + name
                                + " is missing; begin the run again.");
            }
        }
        return build(values);
    }

    private static TrainingPlan build(Map<String, Object> values) {
        Object[] arguments =
                COMPONENTS.entrySet().stream()
                        .map(e -> typed(e.getValue().getType(), values.get(e.getKey())))
                        .toArray();
        Class<?>[] types =
                COMPONENTS.values().stream().map(RecordComponent::getType).toArray(Class<?>[]::new);
        try {
            return TrainingPlan.class.getDeclaredConstructor(types).newInstance(arguments);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("a record has its canonical constructor", e);
        }
    }

    private static Object typed(Class<?> type, @Nullable Object value) {
        if (value == null) {
            throw new IllegalStateException("a plan has all settings");
        }
        return value instanceof String text ? parse(type, text) : value;
    }

    private static Object parse(Class<?> type, String text) {
        try {
            if (type == int.class) {
                return Integer.valueOf(text);
            }
            if (type == long.class) {
                return Long.valueOf(text);
            }
            if (type == double.class) {
                return Double.valueOf(text);
            }
        } catch (NumberFormatException e) {
            String kind = type == double.class ? "number" : "whole number";
            throw new IllegalArgumentException("is " + text + ", which is no " + kind, e);
        }
        if (type == boolean.class) {
            if (text.equals("true") || text.equals("false")) {
                return Boolean.valueOf(text);
            }
            throw new IllegalArgumentException("is " + text + ", which is neither true nor false");
        }
        Object[] all = type.getEnumConstants();
        return Arrays.stream(all)
                .filter(e -> text((Enum<?>) e).equals(text))
                .findFirst()
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "is "
                                                + text
                                                + ", which is not one of "
                                                + Arrays.stream(all)
                                                        .map(e -> text((Enum<?>) e))
                                                        .collect(Collectors.joining(", "))));
    }

    private static String text(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
