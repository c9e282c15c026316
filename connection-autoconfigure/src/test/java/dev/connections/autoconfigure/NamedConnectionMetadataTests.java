package dev.connections.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connections.autoconfigure.environment.PropertyKeys;
import dev.connections.autoconfigure.files.FilesConnectionProperties;
import dev.connections.autoconfigure.mail.MailConnectionProperties;
import dev.connections.autoconfigure.rest.RestConnectionProperties;
import dev.connections.autoconfigure.snowflake.SnowflakeConnectionProperties;
import dev.connections.autoconfigure.sql.SqlConnectionProperties;
import dev.connections.sql.dialect.SqlDialect;
import java.beans.PropertyDescriptor;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.BeanUtils;
import org.springframework.boot.sql.init.DatabaseInitializationMode;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Completion of {@code connections.pet-db.url}: an IDE looks for a map in the metadata and into the class of its values. */
class NamedConnectionMetadataTests {

    private static final Pattern MAP = Pattern.compile("java\\.util\\.Map<java\\.lang\\.String,(.+)>");

    private final JsonNode metadata = read("spring-configuration-metadata.json");

    @Test
    void anEntryHasTheKeysOfAllTypes() throws Exception {
        TreeMap<String, Class<?>> completed = new TreeMap<>();
        collect("", valueClass(), completed);
        assertKeysOfAllTypes(completed.keySet());
        assertThat(completed)
                .containsEntry("url", String.class)
                .containsEntry("start", StartMode.class)
                .containsEntry("pool.maximum-size", Integer.class)
                .containsEntry("cache.ttl", Duration.class)
                .containsEntry("flyway.locations", List.class)
                .containsEntry("flyway.baseline-on-migrate", Boolean.class)
                .containsEntry("flyway.lock-retry-count", Integer.class)
                .containsEntry("liquibase.change-log", String.class)
                .containsEntry("sql-init.mode", DatabaseInitializationMode.class)
                .containsEntry("sql-init.schema-locations", List.class);
    }

    @ParameterizedTest
    @CsvSource({
        "type, sql snowflake rest mail files",
        "start, background lazy required",
        "cache.store, local redis",
    })
    void valuesAreProposed(String key, String values) {
        assertThat(proposed(key)).containsExactly(values.split(" "));
    }

    @Test
    void dialectsAreProposed() {
        assertThat(proposed("sql.dialect"))
                .containsExactlyElementsOf(Arrays.stream(SqlDialect.values())
                        .filter(dialect -> dialect != SqlDialect.OTHER)
                        .map(SqlDialect::id)
                        .toList());
    }

    @Test
    void theSchemaHasTheKeysOfAllTypes() {
        JsonNode schema = read("connections-schema.json");
        JsonNode connection = schema.at("/definitions/connection");
        TreeSet<String> keys = new TreeSet<>();
        collect("", connection, keys);
        assertKeysOfAllTypes(keys);
        assertThat(schema.at("/properties/connections/additionalProperties/$ref")
                        .asString())
                .isEqualTo("#/definitions/connection");
        assertThat(schema.at("/properties/connections/properties/defaults/properties/sql/$ref")
                        .asString())
                .isEqualTo("#/definitions/connection");
        assertThat(connection.at("/properties/start/anyOf/0/enum"))
                .extracting(JsonNode::asString)
                .containsExactly("background", "lazy", "required");
        assertThat(connection.at("/properties/dialect/anyOf/0/enum"))
                .extracting(JsonNode::asString)
                .contains("h2", "postgresql");
        assertThat(connection.at("/properties/url/description").asString()).isNotBlank();
        assertThat(connection.at("/properties/credentials/type"))
                .extracting(JsonNode::asString)
                .containsExactly("object", "string");
        assertThat(connection
                        .at("/properties/credentials/properties/vault/properties/path/description")
                        .asString())
                .isNotBlank();
        assertThat(connection.at("/properties/sql-init/properties/mode/anyOf/0/enum"))
                .extracting(JsonNode::asString)
                .containsExactly("always", "embedded", "never");
        assertThat(connection.at("/properties/flyway/properties/locations/type"))
                .extracting(JsonNode::asString)
                .contains("array", "string");
    }

    private List<String> proposed(String key) {
        JsonNode hint = StreamSupport.stream(metadata.path("hints").spliterator(), false)
                .filter(candidate -> candidate.path("name").asString().equals("connections.defaults." + key))
                .findFirst()
                .orElseThrow();
        return StreamSupport.stream(hint.path("values").spliterator(), false)
                .map(value -> value.path("value").asString())
                .toList();
    }

    private Class<?> valueClass() throws ClassNotFoundException {
        JsonNode property = StreamSupport.stream(metadata.path("properties").spliterator(), false)
                .filter(candidate -> candidate.path("name").asString().equals("connections"))
                .findFirst()
                .orElseThrow();
        Matcher type = MAP.matcher(property.path("type").asString());
        assertThat(type.matches()).isTrue();
        return Class.forName(type.group(1));
    }

    private static void collect(String prefix, Class<?> type, TreeMap<String, Class<?>> keys) {
        for (PropertyDescriptor property : BeanUtils.getPropertyDescriptors(type)) {
            String key = prefix + kebabCase(property.getName());
            if (property.getWriteMethod() != null) {
                keys.put(key, property.getPropertyType());
            } else if (property.getPropertyType() != Class.class) {
                collect(key + ".", property.getPropertyType(), keys);
            }
        }
    }

    private static void collect(String prefix, JsonNode object, Set<String> keys) {
        object.path("properties").properties().forEach(property -> {
            if (property.getValue().has("properties")) {
                collect(prefix + property.getKey() + ".", property.getValue(), keys);
            } else {
                keys.add(prefix + property.getKey());
            }
        });
    }

    private static void assertKeysOfAllTypes(Set<String> completed) {
        PropertyKeys known = PropertyKeys.of(
                ConnectionProperties.class,
                SqlConnectionProperties.class,
                SnowflakeConnectionProperties.class,
                RestConnectionProperties.class,
                MailConnectionProperties.class,
                FilesConnectionProperties.class);
        assertThat(known.names())
                // completed as a group, which a type may have a value in place of
                .filteredOn(key -> !key.equals("credentials"))
                .allMatch(key ->
                        completed.contains(key) || completed.stream().anyMatch(map -> key.startsWith(map + ".")));
        assertThat(completed)
                .allMatch(key -> known.names().contains(key)
                        || known.names().stream().anyMatch(longer -> longer.startsWith(key + ".")));
    }

    private static String kebabCase(String name) {
        return name.chars()
                .mapToObj(c -> Character.isUpperCase(c)
                        ? "-" + String.valueOf((char) c).toLowerCase(Locale.ROOT)
                        : String.valueOf((char) c))
                .collect(Collectors.joining());
    }

    private static JsonNode read(String file) {
        String classes = ConnectionProperties.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .getPath();
        return JsonMapper.shared().readTree(Path.of(classes, "META-INF", file));
    }
}
