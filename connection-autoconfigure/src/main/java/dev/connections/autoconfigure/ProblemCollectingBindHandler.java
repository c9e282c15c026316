package dev.connections.autoconfigure;

import dev.connections.ConnectionName;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.BindContext;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.core.convert.ConverterNotFoundException;

/** Notes what cannot be bound and goes on, so that all such properties are found. Never repeats a value: it may be a secret. */
final class ProblemCollectingBindHandler implements BindHandler {

    private final ConnectionName connection;

    private final List<ConnectionProblem> problems;

    ProblemCollectingBindHandler(ConnectionName connection, List<ConnectionProblem> problems) {
        this.connection = connection;
        this.problems = problems;
    }

    @Override
    public @Nullable Object onSuccess(
            ConfigurationPropertyName name, Bindable<?> target, BindContext context, Object result) {
        ConfigurationProperty property = context.getConfigurationProperty();
        if (property != null && result instanceof String text && property.getValue() instanceof CharSequence raw) {
            String placeholder = unresolvedPlaceholder(raw.toString(), text);
            if (placeholder != null) {
                report(
                        name,
                        property,
                        "refers to '${" + placeholder + "}', which no property source has. Set " + placeholder
                                + ", or write '${" + placeholder + ":default}'.");
            }
        }
        return result;
    }

    @Override
    public @Nullable Object onFailure(
            ConfigurationPropertyName name, Bindable<?> target, BindContext context, Exception error) {
        ConfigurationProperty property = context.getConfigurationProperty();
        String expected = target.getType().toClass().getSimpleName();
        String reason = (error instanceof ConverterNotFoundException)
                ? "has a value of a kind that cannot become a " + expected + "."
                : "has a value that is not a valid " + expected + ".";
        report(name, property, reason);
        return null;
    }

    private void report(ConfigurationPropertyName name, @Nullable ConfigurationProperty property, String message) {
        String where = (property != null) ? PropertyDisplay.nameOf(property.getName()) : PropertyDisplay.nameOf(name);
        problems.add(new ConnectionProblem(
                where,
                PropertyDisplay.originOf(property),
                where.startsWith("connections.defaults.")
                        ? message + " (Used by connection '" + connection + "'.)"
                        : message));
    }

    private static @Nullable String unresolvedPlaceholder(String raw, String resolved) {
        int start = resolved.indexOf("${");
        // An escaped one, \${…}, is meant literally.
        if (start < 0 || !raw.contains("${") || raw.contains("\\${")) {
            return null;
        }
        int end = resolved.indexOf('}', start);
        if (end < 0) {
            return null;
        }
        String placeholder = resolved.substring(start + 2, end);
        return raw.contains("${" + placeholder) ? placeholder : null;
    }
}
