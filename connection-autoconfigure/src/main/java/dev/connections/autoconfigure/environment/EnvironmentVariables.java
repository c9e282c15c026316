package dev.connections.autoconfigure.environment;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertyState;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/**
 * The environment variables of connections, with an underscore or nothing for each dash. Spring Boot knows two forms of
 * a name: each dash removed, and each dash an underscore. A name of a connection and a key have dashes of their own, so
 * people mix the forms: {@code CONNECTIONS_PETDB_POOL_MAXIMUM_SIZE}.
 *
 * <p>Leaves out the variables that Kubernetes sets for a service of such a name: {@code CONNECTIONS_PET_DB_PORT} is
 * {@code tcp://10.0.0.1:5432} then.
 */
public final class EnvironmentVariables implements IterableConfigurationPropertySource {

    private static final String ROOT = "connections";

    private static final Pattern SERVICE_ADDRESS = Pattern.compile("(?:tcp|udp|sctp)://.*");

    private final IterableConfigurationPropertySource source;

    /** By name without any separators. */
    private final Map<String, ConfigurationProperty> variables = new LinkedHashMap<>();

    private EnvironmentVariables(IterableConfigurationPropertySource source) {
        this.source = source;
        stream().filter(name -> squashed(name).startsWith(ROOT)).forEach(name -> {
            ConfigurationProperty variable = source.getConfigurationProperty(name);
            if (variable != null) {
                variables.putIfAbsent(squashed(name), variable);
            }
        });
    }

    /**
     * The sources, in order, with environment variables in any form and the names of connections as they are spelled.
     */
    public static List<ConfigurationPropertySource> in(Iterable<ConfigurationPropertySource> sources) {
        Stream.Builder<ConfigurationPropertySource> result = Stream.builder();
        for (ConfigurationPropertySource source : sources) {
            result.add(
                    (isEnvironment(source) && source instanceof IterableConfigurationPropertySource iterable)
                            ? new EnvironmentVariables(iterable)
                            : NamePreservingPropertySource.of(source));
        }
        return result.build().toList();
    }

    /** Whether a source holds environment variables. */
    static boolean isEnvironment(ConfigurationPropertySource source) {
        return source.getUnderlyingSource() instanceof PropertySource<?> underlying
                && underlying instanceof SystemEnvironmentPropertySource;
    }

    /** The name of a variable, {@code CONNECTIONS_PETDB_URL}. */
    static String variableOf(String property) {
        return property.replace("-", "").replace('.', '_').toUpperCase(Locale.ROOT);
    }

    @Override
    public Stream<ConfigurationPropertyName> stream() {
        return source.stream().filter(name -> !isOfService(name));
    }

    @Override
    public @Nullable ConfigurationProperty getConfigurationProperty(ConfigurationPropertyName name) {
        if (isOfService(name)) {
            return null;
        }
        ConfigurationProperty exact = source.getConfigurationProperty(name);
        if (exact != null || !isOfConnection(name)) {
            return exact;
        }
        return variables.get(squashed(name));
    }

    @Override
    public ConfigurationPropertyState containsDescendantOf(ConfigurationPropertyName name) {
        ConfigurationPropertyState exact = source.containsDescendantOf(name);
        if (exact != ConfigurationPropertyState.ABSENT || !isOfConnection(name)) {
            return exact;
        }
        String prefix = squashed(name);
        return variables.keySet().stream().anyMatch(variable -> variable.startsWith(prefix))
                ? ConfigurationPropertyState.PRESENT
                : ConfigurationPropertyState.ABSENT;
    }

    @Override
    public @Nullable Object getUnderlyingSource() {
        return source.getUnderlyingSource();
    }

    private boolean isOfService(ConfigurationPropertyName name) {
        if (!isOfConnection(name) || !name.getLastElement(Form.UNIFORM).equals("port")) {
            return false;
        }
        ConfigurationProperty property = source.getConfigurationProperty(name);
        return property != null
                && SERVICE_ADDRESS.matcher(String.valueOf(property.getValue())).matches();
    }

    private static boolean isOfConnection(ConfigurationPropertyName name) {
        return name.getNumberOfElements() > 2
                && name.getElement(0, Form.UNIFORM).equals(ROOT);
    }

    /** The name without dots and dashes, in lower case. */
    static String squashed(ConfigurationPropertyName name) {
        StringBuilder result = new StringBuilder();
        for (int i = 0; i < name.getNumberOfElements(); i++) {
            result.append(name.getElement(i, Form.UNIFORM));
        }
        return result.toString();
    }
}
