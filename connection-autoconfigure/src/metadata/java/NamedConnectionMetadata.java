import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Makes completion of {@code connections.<name>} possible, out of the metadata of {@code connections.defaults}. Runs in the build, after
 * the compiler. IDEs complete the entries of a map by the properties of the class of its values, so a class with the keys of all
 * types is generated, and the property {@code connections} is added to the metadata. Editors of YAML complete by a JSON schema.
 */
public final class NamedConnectionMetadata {

    private static final String DEFAULTS = "connections.defaults.";

    private static final List<String> TYPES = List.of("files", "mail", "rest", "snowflake", "sql");

    private static final String PACKAGE = "dev.connections.autoconfigure.metadata";

    private static final String CLASS = "NamedConnection";

    /** The groups whose keys are those of Spring Boot's own properties. */
    private static final Map<String, String> MIGRATIONS =
            Map.of("flyway", "spring.flyway.", "liquibase", "spring.liquibase.", "sql-init", "spring.sql.init.");

    /** The name under which a group has the value that a type has in its place. */
    private static final String OWN_VALUE = "";

    private static final String PLACEHOLDER = "^.*\\$\\{.*$";

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private final Map<String, Object> metadata;

    /** By key, without the prefix of the type. */
    private final TreeMap<String, Map<String, Object>> keys = new TreeMap<>();

    private final Map<String, Object> hints = new LinkedHashMap<>();

    private NamedConnectionMetadata(Map<String, Object> metadata) throws IOException {
        this.metadata = metadata;
        for (Map<String, Object> property : elements("properties")) {
            String name = (String) property.get("name");
            if (name.startsWith(DEFAULTS)) {
                keys.merge(withoutType(name.substring(DEFAULTS.length())), property, this::union);
            }
        }
        for (Map<String, Object> hint : elements("hints")) {
            String name = (String) hint.get("name");
            if (name.startsWith(DEFAULTS)) {
                hints.put(withoutType(name.substring(DEFAULTS.length())), hint.get("values"));
            }
        }
        addMigrations();
    }

    /** The keys of migrations are maps here, bound to Spring Boot's own classes: its metadata has them. */
    private void addMigrations() throws IOException {
        ClassLoader loader = getClass().getClassLoader();
        for (URL url : Collections.list(loader.getResources("META-INF/spring-configuration-metadata.json"))) {
            Map<String, Object> boot;
            try (InputStream in = url.openStream()) {
                boot = JSON.readValue(in, new TypeReference<>() {});
            }
            for (Map<String, Object> property : elements(boot, "properties")) {
                String name = (String) property.get("name");
                MIGRATIONS.forEach((group, prefix) -> {
                    if (name.startsWith(prefix) && property.get("type") != null && !isDeprecated(property)) {
                        keys.remove(group);
                        keys.put(group + "." + name.substring(prefix.length()), withKnownType(property));
                    }
                });
            }
        }
        if (MIGRATIONS.keySet().stream().anyMatch(keys::containsKey)) {
            throw new IllegalStateException("No metadata of the keys of migrations: " + MIGRATIONS.values());
        }
    }

    private static boolean isDeprecated(Map<String, Object> property) {
        return property.containsKey("deprecation") || Boolean.TRUE.equals(property.get("deprecated"));
    }

    /** Without types of libraries that an application may lack. */
    private static Map<String, Object> withKnownType(Map<String, Object> property) {
        String type = (String) property.get("type");
        Map<String, Object> result = new LinkedHashMap<>(property);
        if (!type.startsWith("java.") && !type.startsWith("org.springframework.boot.sql.")) {
            result.put("type", "java.lang.String");
        }
        return result;
    }

    /** @param args the directory of the classes, and the one of generated sources */
    public static void main(String... args) throws Exception {
        Path classes = Path.of(args[0]);
        Path file = classes.resolve("META-INF/spring-configuration-metadata.json");
        NamedConnectionMetadata metadata =
                new NamedConnectionMetadata(JSON.readValue(Files.readString(file), new TypeReference<>() {}));
        metadata.writeClass(Path.of(args[1]), classes);
        Files.writeString(
                classes.resolve("META-INF/connections-schema.json"), JSON.writeValueAsString(metadata.schema()));
        metadata.addProperty();
        Files.writeString(file, JSON.writeValueAsString(metadata.metadata));
    }

    private static String withoutType(String key) {
        return TYPES.stream()
                .filter(type -> key.startsWith(type + "."))
                .map(type -> key.substring(type.length() + 1))
                .findFirst()
                .orElse(key);
    }

    private Map<String, Object> union(Map<String, Object> first, Map<String, Object> second) {
        if (first.get("type").equals(second.get("type"))) {
            return first;
        }
        Map<String, Object> result = new LinkedHashMap<>(first);
        result.put("type", "java.lang.String");
        result.remove("defaultValue");
        result.put("description", first.get("description") + " Or: " + second.get("description"));
        return result;
    }

    private List<Map<String, Object>> elements(String name) {
        return elements(metadata, name);
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> elements(Map<String, Object> metadata, String name) {
        return (List<Map<String, Object>>) metadata.getOrDefault(name, List.of());
    }

    private void addProperty() {
        List<Map<String, Object>> properties = elements("properties");
        properties.removeIf(property -> property.get("name").equals("connections"));
        Map<String, Object> property = new LinkedHashMap<>();
        property.put("name", "connections");
        property.put("type", "java.util.Map<java.lang.String," + PACKAGE + "." + CLASS + ">");
        property.put("description", "Connections by their names, such as 'pet-db'.");
        properties.add(0, property);
    }

    /** The keys as a tree: a leaf is a property, a node a map. */
    private TreeMap<String, Object> tree() {
        TreeMap<String, Object> tree = new TreeMap<>();
        keys.forEach((key, property) -> add(tree, key, property));
        return tree;
    }

    @SuppressWarnings("unchecked")
    private static void add(TreeMap<String, Object> tree, String key, Map<String, Object> property) {
        int dot = key.indexOf('.');
        if (dot < 0) {
            tree.put(key, property);
            return;
        }
        String name = key.substring(0, dot);
        // sorted: a value comes before the keys of the group
        if (tree.get(name) instanceof Map<?, ?> value && !(value instanceof TreeMap<?, ?>)) {
            tree.put(name, new TreeMap<>(Map.of(OWN_VALUE, value)));
        }
        add(
                (TreeMap<String, Object>) tree.computeIfAbsent(name, any -> new TreeMap<>()),
                key.substring(dot + 1),
                property);
    }

    private void writeClass(Path sources, Path classes) throws IOException {
        StringBuilder source = new StringBuilder("package " + PACKAGE + ";\n\n"
                + "/** The settings of a connection of any type, for the completion of IDEs. Generated. */\n");
        writeClass(source, CLASS, tree(), "public final class ");
        Path file = sources.resolve(PACKAGE.replace('.', '/')).resolve(CLASS + ".java");
        Files.createDirectories(file.getParent());
        Files.writeString(file, source);
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter messages = new StringWriter();
        boolean compiled = compiler.getTask(
                        messages,
                        null,
                        null,
                        List.of(
                                "--release",
                                "17",
                                "-proc:none",
                                "-d",
                                classes.toString(),
                                "-cp",
                                System.getProperty("java.class.path")),
                        null,
                        compiler.getStandardFileManager(null, null, null).getJavaFileObjects(file))
                .call();
        if (!compiled) {
            throw new IllegalStateException(messages.toString());
        }
    }

    @SuppressWarnings("unchecked")
    private static void writeClass(StringBuilder source, String name, Map<String, Object> tree, String modifiers) {
        source.append(modifiers).append(name).append(" {\n");
        tree.forEach((key, value) -> {
            if (key.equals(OWN_VALUE)) {
                return;
            }
            String property = camelCase(key);
            String accessor = Character.toUpperCase(property.charAt(0)) + property.substring(1);
            String type;
            if (value instanceof TreeMap<?, ?> nested) {
                type = accessor;
                writeClass(source, type, (Map<String, Object>) nested, "public static final class ");
                source.append("private final " + type + " " + property + " = new " + type + "();\n");
                source.append("/** Returns the group. */\npublic " + type + " get" + accessor + "() { return "
                        + property + "; }\n");
                return;
            }
            Map<String, Object> leaf = (Map<String, Object>) value;
            type = ((String) leaf.get("type")).replace('$', '.');
            source.append("private " + type + " " + property + ";\n");
            source.append("/** Returns the value. */\npublic " + type + " get" + accessor + "() { return " + property
                    + "; }\n");
            source.append("/**\n * " + String.valueOf(leaf.get("description")).replace("*/", "") + "\n */\n");
            source.append("public void set" + accessor + "(" + type + " value) { " + property + " = value; }\n");
        });
        source.append("}\n");
    }

    private static String camelCase(String key) {
        StringBuilder result = new StringBuilder();
        for (String part : key.split("-")) {
            result.append(result.isEmpty() ? part : part.substring(0, 1).toUpperCase(Locale.ROOT) + part.substring(1));
        }
        return result.toString();
    }

    private Map<String, Object> schema() {
        Map<String, Object> connection = object(tree(), "");
        Map<String, Object> defaults = new LinkedHashMap<>(connection);
        Map<String, Object> keysOfDefaults = new TreeMap<>(properties(connection));
        TYPES.forEach(type -> keysOfDefaults.put(type, Map.of("$ref", "#/definitions/connection")));
        defaults.put("properties", keysOfDefaults);
        Map<String, Object> connections = new LinkedHashMap<>();
        connections.put("type", "object");
        connections.put("description", "Connections by their names, such as 'pet-db'.");
        connections.put("properties", Map.of("defaults", defaults));
        connections.put("additionalProperties", Map.of("$ref", "#/definitions/connection"));
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("$schema", "http://json-schema.org/draft-07/schema#");
        schema.put("title", "Connections for Spring Boot");
        schema.put("type", "object");
        schema.put("properties", Map.of("connections", connections));
        schema.put("definitions", Map.of("connection", connection));
        return schema;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> properties(Map<String, Object> object) {
        return (Map<String, Object>) object.get("properties");
    }

    @SuppressWarnings("unchecked")
    private Map<String, Object> object(Map<String, Object> tree, String prefix) {
        Map<String, Object> properties = new TreeMap<>();
        tree.forEach((key, value) -> properties.put(
                key,
                (value instanceof TreeMap<?, ?> nested)
                        ? object((Map<String, Object>) nested, prefix + key + ".")
                        : leaf(prefix + key, (Map<String, Object>) value)));
        Map<String, Object> result = new LinkedHashMap<>();
        Object own = properties.remove(OWN_VALUE);
        if (own == null) {
            result.put("type", "object");
        } else {
            result.put("type", List.of("object", "string"));
            result.put("description", ((Map<String, Object>) own).get("description"));
        }
        result.put("properties", properties);
        return result;
    }

    private Map<String, Object> leaf(String key, Map<String, Object> property) {
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("description", property.get("description"));
        if (property.get("defaultValue") != null) {
            result.put("default", property.get("defaultValue"));
        }
        List<?> values = values(key, (String) property.get("type"));
        result.putAll(
                values.isEmpty()
                        ? type((String) property.get("type"))
                        : Map.of("anyOf", List.of(Map.of("enum", values), Map.of("type", "string"))));
        return result;
    }

    private List<?> values(String key, String type) {
        if (hints.get(key) instanceof List<?> values) {
            return values.stream()
                    .map(value -> ((Map<?, ?>) value).get("value"))
                    .toList();
        }
        try {
            Object[] constants = Class.forName(type).getEnumConstants();
            return (constants == null)
                    ? List.of()
                    : Arrays.stream(constants)
                            .map(constant -> ((Enum<?>) constant)
                                    .name()
                                    .toLowerCase(Locale.ROOT)
                                    .replace('_', '-'))
                            .toList();
        } catch (ClassNotFoundException ex) {
            return List.of();
        }
    }

    private static Map<String, Object> type(String type) {
        if (type.startsWith("java.util.Map")) {
            return Map.of("type", "object");
        }
        if (type.startsWith("java.util.List") || type.endsWith("[]")) {
            return Map.of("type", List.of("array", "string", "integer"));
        }
        return switch (type) {
            case "java.lang.Boolean" -> orPlaceholder("boolean");
            case "java.lang.Integer", "java.lang.Long" -> orPlaceholder("integer");
            case "java.lang.Double" -> orPlaceholder("number");
            default -> Map.of("type", List.of("string", "integer", "number", "boolean"));
        };
    }

    private static Map<String, Object> orPlaceholder(String type) {
        return Map.of("anyOf", List.of(Map.of("type", type), Map.of("type", "string", "pattern", PLACEHOLDER)));
    }
}
