package dev.connections.cache.advice;

import dev.connections.cache.CachePolicy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.format.datetime.standard.DurationFormatterUtils;

/** Reads the options of one annotation, and notes what is wrong with them. Used by one thread. */
final class OptionReader {

    private static final Pattern BARE_NUMBER = Pattern.compile("[+-]?\\d+");

    private final QueryMethod method;

    private final ConfigurableBeanFactory beanFactory;

    private final MethodExpressions expressions;

    private final List<String> problems = new ArrayList<>();

    OptionReader(QueryMethod method, ConfigurableBeanFactory beanFactory, MethodExpressions expressions) {
        this.method = method;
        this.beanFactory = beanFactory;
        this.expressions = expressions;
    }

    /** @param problem the rest of a sentence that begins with the method; {@code null} for none */
    void note(@Nullable String problem) {
        if (problem != null) {
            problems.add(method + " " + problem);
        }
    }

    /** All that is wrong. */
    List<String> problems() {
        return problems;
    }

    /** A text without its placeholders. */
    String text(String option, String text) {
        try {
            String resolved = beanFactory.resolveEmbeddedValue(text);
            if (resolved != null && resolved.contains("${")) {
                throw new IllegalArgumentException("there is no such property");
            }
            return (resolved != null) ? resolved.strip() : "";
        } catch (IllegalArgumentException ex) {
            note("has " + option + " \"" + text + "\", which cannot be resolved: " + ex.getMessage());
            return "";
        }
    }

    /** A time in nanoseconds; {@link CachedMethodOptions#LEFT_OUT} if it is. */
    long time(String option, String text) {
        String resolved = text(option, text);
        if (resolved.isEmpty()) {
            return CachedMethodOptions.LEFT_OUT;
        }
        if (BARE_NUMBER.matcher(resolved).matches()) {
            note("has " + option + " \"" + resolved + "\", a duration without a unit. Write \"" + resolved
                    + "s\" for seconds, or \"" + resolved + "ms\" for milliseconds");
            return CachedMethodOptions.LEFT_OUT;
        }
        try {
            Duration time = DurationFormatterUtils.detectAndParse(resolved);
            if (time.isNegative()) {
                note("has " + option + " \"" + resolved
                        + "\", which is negative. Leave it out for that of the connection");
            }
            return CachePolicy.nanos(time);
        } catch (IllegalArgumentException ex) {
            note("has " + option + " \"" + resolved
                    + "\", which is no time. Write it as \"10m\", \"1h30m\" or \"PT10M\"");
            return CachedMethodOptions.LEFT_OUT;
        }
    }

    /** An expression; {@code null} if it is left out. */
    @Nullable
    MethodExpression expression(String option, String text, boolean result) {
        if (text.isBlank()) {
            return null;
        }
        try {
            return expressions.parse(text, method, result);
        } catch (IllegalArgumentException ex) {
            note("has " + option + " \"" + text + "\", which " + ex.getMessage());
            return null;
        }
    }
}
