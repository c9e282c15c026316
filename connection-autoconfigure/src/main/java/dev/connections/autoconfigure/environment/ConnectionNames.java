package dev.connections.autoconfigure.environment;

import dev.connections.ConnectionName;
import dev.connections.autoconfigure.ConnectionProblem;
import dev.connections.autoconfigure.toml.ImportedToml;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;

/**
 * Finds the names of connections, and the keys that are set for each, in all property sources.
 *
 * <p>Environment variables cannot spell: {@code CONNECTIONS_PET_DB_URL} is a URL of {@code pet-db}, or a {@code db.url}
 * of {@code pet}. They belong to the longest name that is known from elsewhere. By themselves they make a connection
 * only with a URL, a type or a dialect: an environment is full of variables that mean something else. Where the name
 * has several parts, the value is checked, too.
 */
public final class ConnectionNames {

    public static final ConfigurationPropertyName ROOT = ConfigurationPropertyName.of("connections");

    static final String DEFAULTS = "defaults";

    private static final Pattern URL = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*:.*");

    private static final Pattern DIALECT = Pattern.compile("[A-Za-z][A-Za-z0-9_-]*");

    private static final Set<String> CREDENTIALS = Set.of("username", "user", "password");

    private static final Set<String> MAKING_KEYS = Set.of("url", "type", "dialect");

    private final Map<ConnectionName, Map<String, ConfigurationProperty>> keys = new LinkedHashMap<>();

    private final Map<ConnectionName, ConnectionName> preferred = new HashMap<>();

    private final Map<ConnectionName, Map<String, ConfigurationProperty>> spellings = new LinkedHashMap<>();

    private final Map<String, ConfigurationProperty> defaults = new LinkedHashMap<>();

    private final List<ConnectionProblem> problems = new ArrayList<>();

    private final List<ConfigurationProperty> unusedVariables = new ArrayList<>();

    private final Predicate<String> types;

    private ConnectionNames(Predicate<String> types) {
        this.types = types;
    }

    public static ConnectionNames in(Iterable<ConfigurationPropertySource> sources) {
        return in(sources, type -> true);
    }

    /** @param types whether a text is a type of connections */
    public static ConnectionNames in(Iterable<ConfigurationPropertySource> sources, Predicate<String> types) {
        ConnectionNames names = new ConnectionNames(types);
        List<IterableConfigurationPropertySource> environments = new ArrayList<>();
        for (ConfigurationPropertySource source : sources) {
            if (source instanceof IterableConfigurationPropertySource iterable) {
                forEach(iterable, names::prefer);
            }
        }
        for (ConfigurationPropertySource source : sources) {
            if (source instanceof IterableConfigurationPropertySource iterable) {
                if (EnvironmentVariables.isEnvironment(source)) {
                    environments.add(iterable);
                } else {
                    forEach(iterable, names::add);
                }
            }
        }
        List<ConfigurationProperty> variables = new ArrayList<>();
        environments.forEach(environment -> forEach(environment, variables::add));
        // a longer one may be of a connection that a shorter one makes
        variables.sort(Comparator.comparingInt(variable -> variable.getName().getNumberOfElements()));
        variables.forEach(names::addByVariable);
        variables.forEach(names::addVariable);
        names.findTwoSpellings();
        return names;
    }

    /** The names, in the order of their first appearance. */
    public Set<ConnectionName> names() {
        return keys.keySet();
    }

    /** The keys set for a connection, relative to its name, each with the property that sets it. */
    public Map<String, ConfigurationProperty> keys(ConnectionName name) {
        return keys.getOrDefault(name, Map.of());
    }

    /** The keys set under {@code connections.defaults}. */
    public Map<String, ConfigurationProperty> defaults() {
        return defaults;
    }

    /** The environment variables that belong to no connection, without those that Kubernetes sets. */
    public List<ConfigurationProperty> unusedVariables() {
        return unusedVariables;
    }

    /** What is wrong with the names themselves. */
    public List<ConnectionProblem> problems() {
        return problems;
    }

    /**
     * A problem with one key of a connection, with the origin of the property that sets it there or in the defaults.
     *
     * @param type the short name of the connection's type, if it is known
     */
    public ConnectionProblem problem(ConnectionName name, @Nullable String type, String key, String message) {
        ConfigurationProperty property = property(name, type, key);
        return (property != null)
                ? PropertyDisplay.problem(property, message)
                : new ConnectionProblem("connections." + name + "." + key, null, message);
    }

    /** The property that sets a key of a connection, there or in the defaults; {@code null} if none does. */
    public @Nullable ConfigurationProperty property(ConnectionName name, @Nullable String type, String key) {
        ConfigurationProperty property = keys(name).get(key);
        if (property == null && type != null) {
            property = defaults.get(type + "." + key);
        }
        if (property == null) {
            property = defaults.get(key);
        }
        return (property != null) ? property : variable(name, key);
    }

    private @Nullable ConfigurationProperty variable(ConnectionName name, String key) {
        String squashed = squashed(key);
        return keys(name).entrySet().stream()
                .filter(entry ->
                        isVariable(entry.getValue()) && squashed(entry.getKey()).equals(squashed))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(null);
    }

    private static String squashed(String key) {
        return key.replace("-", "").replace(".", "").toLowerCase(Locale.ROOT);
    }

    /** Whether a property is an environment variable. */
    public static boolean isVariable(ConfigurationProperty property) {
        return property.getSource() != null && EnvironmentVariables.isEnvironment(property.getSource());
    }

    private static void forEach(IterableConfigurationPropertySource source, Consumer<ConfigurationProperty> consumer) {
        source.stream()
                .filter(name -> name.getNumberOfElements() > 0)
                .filter(name -> isRoot(name, "connections") || isMisspelledRoot(name))
                .map(source::getConfigurationProperty)
                .filter(property -> property != null)
                .forEach(consumer);
    }

    private static boolean isRoot(ConfigurationPropertyName name, String root) {
        return name.getElement(0, Form.UNIFORM).equals(root);
    }

    static boolean isMisspelledRoot(ConfigurationPropertyName name) {
        return isRoot(name, "connection")
                || (name.getNumberOfElements() > 1
                        && isRoot(name, "spring")
                        && name.getElement(1, Form.UNIFORM).equals("connections"));
    }

    /** The number of elements that a misspelled root has. */
    static int rootOf(ConfigurationPropertyName name) {
        return isRoot(name, "spring") ? 2 : 1;
    }

    /** The application's own spelling names a connection, not that of a file which other programs own. */
    private void prefer(ConfigurationProperty property) {
        ConfigurationPropertyName name = property.getName();
        if (name.getNumberOfElements() > 2 && !isVariable(property) && !isForeign(property)) {
            String spelling = name.getElement(1, Form.ORIGINAL);
            if (ConnectionName.isValid(spelling)) {
                ConnectionName own = new ConnectionName(spelling);
                preferred.putIfAbsent(own, own);
            }
        }
    }

    private static boolean isForeign(ConfigurationProperty property) {
        ConfigurationPropertySource source = property.getSource();
        return ImportedToml.sets(property)
                || (source != null && source.getUnderlyingSource() instanceof ExternallyNamedSource);
    }

    private void add(ConfigurationProperty property) {
        ConfigurationPropertyName name = property.getName();
        int elements = name.getNumberOfElements();
        if (isMisspelledRoot(name)) {
            int root = rootOf(name);
            if (elements == root + 2 && MAKING_KEYS.contains(name.getElement(root + 1, Form.UNIFORM))) {
                problem(
                        property,
                        "begins with '" + PropertyDisplay.nameOf(name.chop(root)) + ".'. Write 'connections."
                                + PropertyDisplay.nameOf(name.subName(root)) + "'.");
            }
            return;
        }
        if (elements < 2) {
            return;
        }
        String spelling = name.getElement(1, Form.ORIGINAL);
        if (spelling.equals(DEFAULTS)) {
            if (elements > 2) {
                defaults.putIfAbsent(relative(name), property);
            }
        } else if (!ConnectionName.isValid(spelling)) {
            problem(
                    property,
                    "has '" + spelling + "' for the name of a connection. A name starts with a letter and holds only"
                            + " letters, digits, '-' and '_'.");
        } else if (elements == 2) {
            problem(
                    property,
                    MAKING_KEYS.contains(spelling) || CREDENTIALS.contains(spelling)
                            ? "lacks the name of a connection. Write 'connections.<name>." + spelling
                                    + "', such as 'connections.pet-db." + spelling + "'."
                            : "has no key after the name of the connection. Write '" + PropertyDisplay.nameOf(name)
                                    + ".url', for example.");
        } else {
            ConnectionName given = new ConnectionName(spelling);
            ConnectionName connection = preferred.getOrDefault(given, given);
            keys.computeIfAbsent(connection, key -> new LinkedHashMap<>()).putIfAbsent(relative(name), property);
            if (!isForeign(property)) {
                spellings
                        .computeIfAbsent(connection, key -> new LinkedHashMap<>())
                        .putIfAbsent(spelling, property);
            }
        }
    }

    /** A connection that a variable makes by itself. */
    private void addByVariable(ConfigurationProperty property) {
        ConfigurationPropertyName name = property.getName();
        int elements = name.getNumberOfElements();
        if (!isRoot(name, "connections") || elements < 3 || isDefaults(name) || elementsOfOwner(name) > 0) {
            return;
        }
        String key = name.getElement(elements - 1, Form.UNIFORM);
        if (elements == 3) {
            // CONNECTIONS_PET-DB_URL, where a shell allows it, keeps its dash
            String spelling = name.getElement(1, Form.ORIGINAL).toLowerCase(Locale.ROOT);
            if (MAKING_KEYS.contains(key) && ConnectionName.isValid(spelling)) {
                keys.put(new ConnectionName(spelling), new LinkedHashMap<>());
            }
            return;
        }
        String spelling = String.join("-", elements(name, 1, elements - 1));
        if (ConnectionName.isValid(spelling) && makes(key, String.valueOf(property.getValue()))) {
            keys.put(new ConnectionName(spelling), new LinkedHashMap<>());
        }
    }

    private boolean makes(String key, String value) {
        return switch (key) {
            case "url" -> URL.matcher(value).matches();
            case "type" -> types.test(value);
            case "dialect" -> DIALECT.matcher(value).matches();
            default -> false;
        };
    }

    private void addVariable(ConfigurationProperty property) {
        ConfigurationPropertyName name = property.getName();
        int elementsOfName = name.getNumberOfElements();
        if (isMisspelledRoot(name)) {
            String key = name.getElement(elementsOfName - 1, Form.UNIFORM);
            if (elementsOfName > rootOf(name) + 1 && makes(key, String.valueOf(property.getValue()))) {
                unusedVariables.add(property);
            }
            return;
        }
        if (elementsOfName < 3) {
            unusedVariables.add(property);
            return;
        }
        int elements = elementsOfOwner(name);
        if (elements > 0) {
            keys.get(new ConnectionName(String.join("", elements(name, 1, elements + 1))))
                    .putIfAbsent(name.subName(elements + 1).toString(), property);
        } else if (isDefaults(name)) {
            defaults.putIfAbsent(relative(name), property);
        } else {
            unusedVariables.add(property);
        }
    }

    /** How many elements behind the first are the longest known name of a connection, 0 if none are. */
    private int elementsOfOwner(ConfigurationPropertyName name) {
        for (int end = name.getNumberOfElements() - 1; end > 1; end--) {
            String joined = String.join("", elements(name, 1, end));
            if (ConnectionName.isValid(joined) && keys.containsKey(new ConnectionName(joined))) {
                return end - 1;
            }
        }
        return 0;
    }

    private static List<String> elements(ConfigurationPropertyName name, int start, int end) {
        return IntStream.range(start, end)
                .mapToObj(i -> name.getElement(i, Form.UNIFORM))
                .toList();
    }

    private static boolean isDefaults(ConfigurationPropertyName name) {
        return name.getElement(1, Form.UNIFORM).equals(DEFAULTS);
    }

    private static String relative(ConfigurationPropertyName name) {
        return name.subName(2).toString();
    }

    private void findTwoSpellings() {
        spellings.forEach((name, found) -> {
            if (found.size() > 1) {
                ConfigurationProperty second = List.copyOf(found.values()).get(1);
                problem(
                        second,
                        "spells the connection '" + name + "' in another way. Use one spelling: "
                                + String.join(" or ", found.keySet()) + ".");
            }
        });
    }

    private void problem(ConfigurationProperty property, String message) {
        problems.add(PropertyDisplay.problem(property, message));
    }
}
