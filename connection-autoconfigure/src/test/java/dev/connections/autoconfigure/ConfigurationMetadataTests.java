package dev.connections.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connections.autoconfigure.environment.PropertyKeys;
import dev.connections.autoconfigure.files.FilesConnectionProperties;
import dev.connections.autoconfigure.mail.MailConnectionProperties;
import dev.connections.autoconfigure.rest.RestConnectionProperties;
import dev.connections.autoconfigure.snowflake.SnowflakeConnectionProperties;
import dev.connections.autoconfigure.sql.SqlConnectionProperties;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.springframework.beans.PropertyAccessorFactory;
import org.springframework.util.ObjectUtils;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Holds the metadata that IDEs complete from against the classes that are bound. */
class ConfigurationMetadataTests {

    private final Map<String, JsonNode> properties = read();

    @Test
    void everyPropertyOfEveryTypeIsDescribed() {
        TreeSet<String> expected = new TreeSet<>();
        PropertyKeys.of(ConnectionProperties.class).names().forEach(key -> expected.add("connections.defaults." + key));
        PropertyKeys.of(SqlConnectionProperties.class)
                .names()
                // those of migrations are described by Spring Boot's own metadata
                .forEach(key -> expected.add(
                        "connections.defaults.sql." + key.replaceFirst("^(flyway|liquibase|sql-init)\\..*", "$1")));
        PropertyKeys.of(SnowflakeConnectionProperties.class)
                .names()
                .forEach(key -> expected.add("connections.defaults.snowflake." + key));
        PropertyKeys.of(RestConnectionProperties.class)
                .names()
                .forEach(key -> expected.add("connections.defaults.rest." + key));
        PropertyKeys.of(MailConnectionProperties.class)
                .names()
                .forEach(key -> expected.add("connections.defaults.mail." + key));
        PropertyKeys.of(FilesConnectionProperties.class)
                .names()
                .forEach(key -> expected.add("connections.defaults.files." + key));
        assertThat(properties.keySet())
                .filteredOn(name -> name.startsWith("connections."))
                .containsExactlyInAnyOrderElementsOf(expected);
        properties.forEach((name, property) -> {
            assertThat(property.path("description").asString("")).as(name).isNotBlank();
            assertThat(property.path("description").asString())
                    .as(name)
                    .endsWith(".")
                    .doesNotStartWith("The ")
                    .doesNotStartWith("A ");
            assertThat(property.path("type").asString("")).as(name).isNotBlank();
        });
    }

    @Test
    void everyDefaultIsTold() {
        checkDefaults("connections.defaults.", ConnectionProperties.class);
        checkDefaults("connections.defaults.sql.", SqlConnectionProperties.class);
        checkDefaults("connections.defaults.snowflake.", SnowflakeConnectionProperties.class);
        checkDefaults("connections.defaults.rest.", RestConnectionProperties.class);
        checkDefaults("connections.defaults.mail.", MailConnectionProperties.class);
        checkDefaults("connections.defaults.files.", FilesConnectionProperties.class);
    }

    /** Sets each default to its documented value, which must make no difference. */
    private void checkDefaults(String prefix, Class<?> type) {
        properties.forEach((name, property) -> {
            String key = name.startsWith(prefix) ? name.substring(prefix.length()) : "sql.";
            if (key.startsWith("sql.")
                    || key.startsWith("snowflake.")
                    || key.startsWith("rest.")
                    || key.startsWith("mail.")
                    || key.startsWith("files.")) {
                return;
            }
            Object value = valueOf(key, BoundProperties.defaultsOf(type));
            boolean nothing = ObjectUtils.isEmpty(value);
            JsonNode told = property.path("defaultValue");
            assertThat(told.isMissingNode()).as(name + " = " + value).isEqualTo(nothing);
            if (!nothing) {
                assertThat(told.isArray()).as(name).isEqualTo(ObjectUtils.isArray(value));
                String text = told.isArray()
                        ? told.valueStream().map(JsonNode::asString).collect(Collectors.joining(","))
                        : told.asString();
                assertThat(valueOf(key, BoundProperties.of(type, Map.of(key, text))))
                        .as(name)
                        .isEqualTo(value);
            }
        });
    }

    private static Object valueOf(String key, Object properties) {
        return PropertyAccessorFactory.forBeanPropertyAccess(properties).getPropertyValue(camelCase(key));
    }

    private static String camelCase(String key) {
        StringBuilder result = new StringBuilder();
        boolean upper = false;
        for (char c : key.toCharArray()) {
            if (c == '-') {
                upper = true;
            } else {
                result.append(upper ? Character.toUpperCase(c) : c);
                upper = false;
            }
        }
        return result.toString();
    }

    private static Map<String, JsonNode> read() {
        Map<String, JsonNode> properties = new TreeMap<>();
        // the tests' own properties classes have metadata of the same name
        String classes = ConnectionProperties.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .getPath();
        Path metadata = Path.of(classes, "META-INF", "spring-configuration-metadata.json");
        for (JsonNode property : JsonMapper.shared().readTree(metadata).path("properties")) {
            String name = property.path("name").asString();
            // Those of the actuator endpoint are Spring Boot's own.
            if (name.startsWith("connections.")) {
                properties.put(name, property);
            }
        }
        return properties;
    }
}
