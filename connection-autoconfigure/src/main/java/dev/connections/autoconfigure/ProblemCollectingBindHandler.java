package dev.connections.autoconfigure;

import dev.connections.ConnectionName;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.BindContext;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;
import org.springframework.core.convert.ConverterNotFoundException;

/** Notes what cannot be bound and goes on, so that all such properties are found. Never repeats a value: it may be a secret. */
final class ProblemCollectingBindHandler implements BindHandler {

    private static final Set<String> DECIDING_ABOUT_BEANS = Set.of("type", "enabled", "primary");

    private final ConnectionName connection;

    private final UnresolvedPlaceholders unresolved;

    private final boolean aheadOfTime;

    private final List<ConnectionProblem> problems;

    ProblemCollectingBindHandler(
            ConnectionName connection,
            UnresolvedPlaceholders unresolved,
            boolean aheadOfTime,
            List<ConnectionProblem> problems) {
        this.connection = connection;
        this.unresolved = unresolved;
        this.aheadOfTime = aheadOfTime;
        this.problems = problems;
    }

    @Override
    public @Nullable Object onSuccess(
            ConfigurationPropertyName name, Bindable<?> target, BindContext context, Object result) {
        ConfigurationProperty property = context.getConfigurationProperty();
        if (property != null && result instanceof String) {
            String placeholder = unresolved.in(property);
            if (placeholder != null) {
                reportUnresolved(name, property, placeholder);
            }
        }
        return result;
    }

    @Override
    public @Nullable Object onFailure(
            ConfigurationPropertyName name, Bindable<?> target, BindContext context, Exception error) {
        ConfigurationProperty property = context.getConfigurationProperty();
        String placeholder = (property != null) ? unresolved.in(property) : null;
        if (placeholder != null) {
            reportUnresolved(name, property, placeholder);
            return null;
        }
        String expected = target.getType().toClass().getSimpleName();
        String reason = (error instanceof ConverterNotFoundException)
                ? "has a value of a kind that cannot become a " + expected + "."
                : "has a value that is not a valid " + expected + ".";
        report(name, property, reason);
        return null;
    }

    private void reportUnresolved(ConfigurationPropertyName name, ConfigurationProperty property, String placeholder) {
        if (!aheadOfTime || DECIDING_ABOUT_BEANS.contains(name.getLastElement(Form.UNIFORM))) {
            report(
                    name,
                    property,
                    "refers to '${" + placeholder + "}', which no property source has"
                            + (aheadOfTime ? " while the application is processed ahead of time" : "") + ". Set "
                            + placeholder + ", or write '${" + placeholder + ":default}'.");
        }
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
}
