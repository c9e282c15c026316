package dev.connections.autoconfigure.binding;

import dev.connections.autoconfigure.environment.UnresolvedPlaceholders;
import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.convert.DurationUnit;
import org.springframework.boot.origin.Origin;
import org.springframework.boot.origin.PropertySourceOrigin;
import org.springframework.boot.origin.TextResourceOrigin;

/**
 * A duration below {@code cache} that is written as a number without a unit. Files that Streamlit reads mean seconds,
 * Spring Boot means milliseconds: a number is taken as seconds in a file named {@code secrets.toml}, and is an error
 * elsewhere.
 *
 * @param number the number as it is written
 * @param origin where it is written; {@code null} if that is not known
 */
record UnitlessCacheDuration(String number, @Nullable Origin origin) {

    private static final String SECRETS = "secrets.toml";

    private static final Pattern NUMBER = Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?");

    private static final Pattern INTEGER = Pattern.compile("[+-]?\\d{1,18}");

    private static final double MOST_SECONDS = Duration.ofDays(365_000).toSeconds();

    private static final double NANOS = 1e9;

    /**
     * The duration that a property holds, if it is of this kind.
     *
     * @param cache the name that all settings of the cache are below
     * @param placeholders replaces those in the value
     * @return {@code null} if it is no duration of a cache, if it has a unit, or if its setter names one
     */
    static @Nullable UnitlessCacheDuration of(
            ConfigurationPropertyName cache,
            ConfigurationPropertyName name,
            Bindable<?> target,
            @Nullable ConfigurationProperty property,
            UnresolvedPlaceholders placeholders) {
        if (property == null
                || target.getType().resolve() != Duration.class
                || !cache.isAncestorOf(name)
                || target.getAnnotation(DurationUnit.class) != null) {
            return null;
        }
        String text = String.valueOf(placeholders.resolved(property)).strip();
        return NUMBER.matcher(text).matches() ? new UnitlessCacheDuration(text, property.getOrigin()) : null;
    }

    private boolean isInSecretsFile() {
        Origin place = (origin instanceof PropertySourceOrigin inSource) ? inSource.getOrigin() : origin;
        return place instanceof TextResourceOrigin file
                && file.getResource() != null
                && SECRETS.equals(file.getResource().getFilename());
    }

    /** What it means; {@code null} if that is an error. */
    @Nullable
    Duration inSeconds() {
        if (!isInSecretsFile()) {
            return null;
        }
        if (INTEGER.matcher(number).matches()) {
            return Duration.ofSeconds(Long.parseLong(number));
        }
        double seconds = Double.parseDouble(number);
        return (Math.abs(seconds) <= MOST_SECONDS)
                ? Duration.ofSeconds((long) seconds, Math.round(seconds % 1 * NANOS))
                : null;
    }

    /** What is wrong with it and what to do, as the rest of a sentence. */
    String problem() {
        if (isInSecretsFile()) {
            return "is " + number + " seconds, which is too long. Set a duration such as 600s, 10m or 1h.";
        }
        String unit = INTEGER.matcher(number).matches()
                ? "Write " + number + "s for seconds, or " + number + "ms for milliseconds."
                : "Write whole seconds or milliseconds, such as 600s or 500ms.";
        return "is " + number + ", a duration without a unit. " + unit;
    }
}
