package dev.connections.autoconfigure.environment;

import dev.connections.ConnectionName;
import dev.connections.autoconfigure.ConnectionProblem;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;

/**
 * Environment variables that look like settings of connections and have no effect. Each is named in the log, with the
 * variable that is probably meant. The variables that Kubernetes sets for a service are not.
 */
public final class UnusedEnvironmentVariables {

    private static final Logger logger = LoggerFactory.getLogger(UnusedEnvironmentVariables.class);

    private static final Pattern OF_SERVICE =
            Pattern.compile("connections(.*\\.)?\\.?(service\\.(host|port(\\..*)?)|port|"
                    + "port\\.\\d+\\.(tcp|udp|sctp)(\\.(proto|port|addr))?)");

    /** Keys that say where a connection goes: under a name of several parts they are another connection. */
    private static final Set<String> OF_ANOTHER = Set.of("url", "type", "dialect");

    private final PropertyKeys known;

    /** @param known the keys that a connection may have */
    public UnusedEnvironmentVariables(PropertyKeys known) {
        this.known = known;
    }

    /** Logs those that are near a setting. */
    public void log(List<ConfigurationProperty> variables) {
        for (ConfigurationProperty variable : variables) {
            List<String> elements = elements(variable.getName());
            if (ConnectionNames.isMisspelledRoot(variable.getName())) {
                List<String> rest = elements.subList(ConnectionNames.rootOf(variable.getName()), elements.size());
                logger.warn(
                        "{} has no effect: the settings of connections start with CONNECTIONS_. Write {}.",
                        display(variable),
                        EnvironmentVariables.variableOf("connections."
                                + String.join("", rest.subList(0, rest.size() - 1)) + "." + rest.get(rest.size() - 1)));
                continue;
            }
            if (OF_SERVICE.matcher(String.join(".", elements)).matches()) {
                continue;
            }
            if (elements.size() == 2 && known.containsVariable(elements.get(1))) {
                logger.warn(
                        "{} has no effect: it lacks the name of a connection. Write {}, for example.",
                        display(variable),
                        EnvironmentVariables.variableOf("connections.petdb." + elements.get(1)));
            } else if (split(elements, 1) > 0) {
                int end = split(elements, 1);
                String name = String.join("", elements.subList(1, end));
                logger.warn(
                        "{} has no effect: there is no connection '{}'. A variable makes a connection only by a "
                                + "URL, a known type or a dialect: set {} as well.",
                        display(variable),
                        String.join("-", elements.subList(1, end)),
                        EnvironmentVariables.variableOf("connections." + name + ".url"));
            }
        }
    }

    /**
     * The problem with a variable whose key is not one of its connection's: it is probably meant for a connection with
     * a longer name.
     *
     * @param key the key behind the name of the connection
     */
    public Optional<ConnectionProblem> problem(String key, ConfigurationProperty variable) {
        List<String> elements = elements(variable.getName());
        int start = elements.size() - key.split("\\.").length;
        int end = split(elements, start);
        if (end <= start || OF_SERVICE.matcher(String.join(".", elements)).matches()) {
            return Optional.empty();
        }
        String setting = String.join(".", elements.subList(end, elements.size()));
        String name = String.join("-", elements.subList(1, end));
        String variableOfOther =
                EnvironmentVariables.variableOf("connections." + name.replace("-", "") + "." + setting);
        if (OF_ANOTHER.contains(setting)) {
            return Optional.of(PropertyDisplay.problem(
                    variable,
                    "is not known. For the " + (setting.equals("url") ? "URL" : setting) + " of a connection '" + name
                            + "' write the variable " + variableOfOther + "."));
        }
        logger.warn(
                "{} has no effect: its connection has no key '{}', and there is no connection '{}'.",
                display(variable),
                key,
                name);
        return Optional.empty();
    }

    /** Where the longest name ends behind which a known key stands, 0 if there is none. */
    private int split(List<String> elements, int start) {
        for (int end = elements.size() - 1; end > start; end--) {
            String name = String.join("", elements.subList(1, end));
            if (ConnectionName.isValid(name)
                    && known.containsVariable(String.join(".", elements.subList(end, elements.size())))) {
                return end;
            }
        }
        return 0;
    }

    private static List<String> elements(ConfigurationPropertyName name) {
        return IntStream.range(0, name.getNumberOfElements())
                .mapToObj(i -> name.getElement(i, Form.UNIFORM))
                .collect(Collectors.toList());
    }

    /** The variable as it is spelled, never its value. */
    private static @Nullable String display(ConfigurationProperty variable) {
        String origin = PropertyDisplay.originOf(variable);
        return (origin != null) ? origin : variable.getName().toString();
    }
}
