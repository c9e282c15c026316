package dev.connections.autoconfigure.environment;

import dev.connections.ConnectionName;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertyState;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.boot.origin.PropertySourceOrigin;
import org.springframework.core.env.EnumerablePropertySource;

/**
 * A property source with the names of connections as they are spelled. Spring Boot drops letters outside of ASCII, so
 * that {@code größe} is {@code gre}, and tells {@code connections[pet-db]} from {@code connections.pet-db}. Here the
 * former is kept and the latter are one.
 */
public final class NamePreservingPropertySource implements IterableConfigurationPropertySource {

    private static final Pattern RAW = Pattern.compile("connections\\.([^.\\[]+)\\.(.+)");

    private final IterableConfigurationPropertySource source;

    /** What Spring Boot has changed, under the names as spelled. */
    private final Map<ConfigurationPropertyName, Supplier<@Nullable ConfigurationProperty>> spelled =
            new LinkedHashMap<>();

    /** The names that Spring Boot has made of them. */
    private final Set<ConfigurationPropertyName> changed = new HashSet<>();

    private NamePreservingPropertySource(IterableConfigurationPropertySource source) {
        this.source = source;
        source.stream().filter(NamePreservingPropertySource::isInBrackets).forEach(this::addBrackets);
        if (source.getUnderlyingSource() instanceof EnumerablePropertySource<?> underlying) {
            for (String raw : underlying.getPropertyNames()) {
                addRaw(raw, underlying);
            }
        }
    }

    private static boolean isInBrackets(ConfigurationPropertyName name) {
        return name.getNumberOfElements() > 2
                && name.getElement(0, Form.UNIFORM).equals("connections")
                && !name.isNumericIndex(1)
                && name.chop(2).isLastElementIndexed();
    }

    private void addBrackets(ConfigurationPropertyName name) {
        String spelling = name.getElement(1, Form.ORIGINAL);
        if (ConnectionName.isValid(spelling)) {
            ConfigurationPropertyName own = prefix(new ConnectionName(spelling)).append(name.subName(2));
            changed.add(name);
            spelled.putIfAbsent(own, () -> {
                ConfigurationProperty property = source.getConfigurationProperty(name);
                return (property != null)
                        ? new ConfigurationProperty(own, property.getValue(), property.getOrigin())
                        : null;
            });
        }
    }

    private void addRaw(String raw, EnumerablePropertySource<?> underlying) {
        Matcher matcher = RAW.matcher(raw);
        if (matcher.matches() && !isAscii(matcher.group(1)) && ConnectionName.isValid(matcher.group(1))) {
            ConfigurationPropertyName own = prefix(new ConnectionName(matcher.group(1)))
                    .append(ConfigurationPropertyName.adapt(matcher.group(2), '.'));
            changed.add(ConfigurationPropertyName.adapt(raw, '.'));
            spelled.putIfAbsent(own, () -> {
                Object value = underlying.getProperty(raw);
                return (value != null)
                        ? new ConfigurationProperty(own, value, PropertySourceOrigin.get(underlying, raw))
                        : null;
            });
        }
    }

    /**
     * The source with the names as spelled. An iterable source is always wrapped. While a {@code Binder} works on a
     * source of Spring Boot, it lets the names of that source be cached. Two binders that work on it at the same time
     * may leave them cached, and new properties are not found any more.
     */
    static ConfigurationPropertySource of(ConfigurationPropertySource source) {
        return (source instanceof IterableConfigurationPropertySource iterable)
                ? new NamePreservingPropertySource(iterable)
                : source;
    }

    /** The prefix of the properties of a connection. */
    public static ConfigurationPropertyName prefix(ConnectionName name) {
        return isAscii(name.value())
                ? ConfigurationPropertyName.adapt("connections." + name.value(), '.')
                : ConnectionNames.ROOT.append("[" + name.value() + "]");
    }

    private static boolean isAscii(String text) {
        return text.chars().allMatch(c -> c < 128);
    }

    @Override
    public Stream<ConfigurationPropertyName> stream() {
        return Stream.concat(spelled.keySet().stream(), source.stream().filter(name -> !changed.contains(name)));
    }

    @Override
    public @Nullable ConfigurationProperty getConfigurationProperty(ConfigurationPropertyName name) {
        Supplier<@Nullable ConfigurationProperty> property = spelled.get(name);
        if (property != null) {
            return property.get();
        }
        return changed.contains(name) ? null : source.getConfigurationProperty(name);
    }

    @Override
    public ConfigurationPropertyState containsDescendantOf(ConfigurationPropertyName name) {
        return spelled.keySet().stream().anyMatch(name::isAncestorOf)
                ? ConfigurationPropertyState.PRESENT
                : source.containsDescendantOf(name);
    }

    @Override
    public @Nullable Object getUnderlyingSource() {
        return source.getUnderlyingSource();
    }
}
