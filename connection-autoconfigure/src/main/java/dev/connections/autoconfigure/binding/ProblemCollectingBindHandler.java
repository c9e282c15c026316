package dev.connections.autoconfigure.binding;

import dev.connections.ConnectionName;
import dev.connections.autoconfigure.ConnectionProblem;
import dev.connections.autoconfigure.CredentialsProperties;
import dev.connections.autoconfigure.environment.PropertyDisplay;
import dev.connections.autoconfigure.environment.UnresolvedPlaceholders;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.BindContext;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.UnboundConfigurationPropertiesException;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.core.convert.ConversionFailedException;
import org.springframework.core.convert.ConverterNotFoundException;
import org.springframework.util.unit.DataSize;

/**
 * Notes what cannot be bound and goes on, so that all such properties are found. Never repeats a value: it may be a
 * secret.
 */
public final class ProblemCollectingBindHandler implements BindHandler {

    private static final Set<String> DECIDING_ABOUT_BEANS = Set.of("type", "enabled", "primary");

    private final ConnectionName connection;

    private final UnresolvedPlaceholders unresolved;

    private final boolean aheadOfTime;

    private final List<ConnectionProblem> problems;

    private final Set<ConfigurationPropertyName> failed = new HashSet<>();

    public ProblemCollectingBindHandler(
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
        UnitlessCacheDuration bare = bareCacheDuration(name, target, property);
        if (bare != null) {
            return inSeconds(bare, name, property);
        }
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
        UnitlessCacheDuration bare = bareCacheDuration(name, target, property);
        if (bare != null) {
            return inSeconds(bare, name, property);
        }
        if (error instanceof ConverterNotFoundException && target.getType().toClass() == CredentialsProperties.class) {
            // a type may have a value of this name, such as a service account; for others, the key is not known
            return null;
        }
        failed.add(name);
        String placeholder = (property != null) ? unresolved.in(property) : null;
        if (placeholder != null) {
            reportUnresolved(name, property, placeholder);
            return null;
        }
        if (error instanceof UnboundConfigurationPropertiesException unbound) {
            unbound.getUnboundProperties().forEach(element -> reportUnbound(name, element));
            return null;
        }
        Class<?> expected = target.getType().toClass();
        if (Map.class.isAssignableFrom(expected) && error instanceof ConversionFailedException ex) {
            reportKey(name, context, ex);
            return null;
        }
        String reason = (error instanceof ConverterNotFoundException)
                ? "has a value of a kind that cannot become a " + expected.getSimpleName() + "."
                : "has a value that is not a valid " + expected.getSimpleName() + example(expected) + ".";
        report(name, property, reason);
        return null;
    }

    /** A key of a map that is not one of the map's type, such as a constant. */
    private void reportKey(ConfigurationPropertyName map, BindContext context, ConversionFailedException failure) {
        Class<?> expected = failure.getTargetType().getType();
        ConfigurationProperty property = entry(map, context, String.valueOf(failure.getValue()));
        report(map, property, "has a key that is not a valid " + expected.getSimpleName() + example(expected) + ".");
    }

    private static @Nullable ConfigurationProperty entry(
            ConfigurationPropertyName map, BindContext context, String key) {
        for (ConfigurationPropertySource source : context.getSources()) {
            if (source instanceof IterableConfigurationPropertySource iterable) {
                for (ConfigurationPropertyName name : iterable) {
                    if (map.isAncestorOf(name)
                            && name.getElement(map.getNumberOfElements(), Form.ORIGINAL)
                                    .equals(key)) {
                        return iterable.getConfigurationProperty(name);
                    }
                }
            }
        }
        return null;
    }

    private @Nullable UnitlessCacheDuration bareCacheDuration(
            ConfigurationPropertyName name, Bindable<?> target, @Nullable ConfigurationProperty property) {
        ConfigurationPropertyName cache = ConnectionBinder.prefix(connection).append("cache");
        return UnitlessCacheDuration.of(cache, name, target, property, unresolved);
    }

    private @Nullable Duration inSeconds(
            UnitlessCacheDuration bare, ConfigurationPropertyName name, @Nullable ConfigurationProperty property) {
        Duration seconds = bare.inSeconds();
        if (seconds == null) {
            failed.add(name);
            report(name, property, bare.problem());
        }
        return seconds;
    }

    /** Whether a property, or what is bound from all properties below it, could not be bound. */
    boolean hasFailed(ConfigurationPropertyName name) {
        return failed.contains(name);
    }

    private static String example(Class<?> type) {
        if (type == Duration.class) {
            return ", such as 500ms, 10s or 5m";
        }
        if (type == DataSize.class) {
            return ", such as 512KB or 64MB";
        }
        Object[] constants = type.getEnumConstants();
        return (constants == null)
                ? ""
                : ", which is one of "
                        + Stream.of(constants)
                                .map(constant -> ((Enum<?>) constant)
                                        .name()
                                        .toLowerCase(Locale.ROOT)
                                        .replace('_', '-'))
                                .collect(Collectors.joining(", "));
    }

    /** A key that no element of a list is bound from. One that is not known at all has been reported already. */
    private void reportUnbound(ConfigurationPropertyName list, ConfigurationProperty element) {
        if (problems.stream().noneMatch(problem -> problem.property().startsWith(PropertyDisplay.nameOf(list)))) {
            report(
                    element.getName(),
                    element,
                    "is not bound. Number the elements of '" + PropertyDisplay.nameOf(list)
                            + "' from [0] without gaps, in one property source.");
        }
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
