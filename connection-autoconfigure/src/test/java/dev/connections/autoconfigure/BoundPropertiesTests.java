package dev.connections.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connections.autoconfigure.files.FilesConnectionProperties;
import dev.connections.autoconfigure.login.LoginProperties;
import dev.connections.autoconfigure.mail.MailConnectionProperties;
import dev.connections.autoconfigure.rest.RestConnectionProperties;
import dev.connections.autoconfigure.snowflake.SnowflakeConnectionProperties;
import dev.connections.autoconfigure.snowflake.SnowflakePrivateKeyProperties;
import dev.connections.autoconfigure.sql.SqlConnectionProperties;
import java.lang.reflect.RecordComponent;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.DataObjectPropertyName;

/** The properties of all connections and of the built-in types. */
class BoundPropertiesTests {

    private static final String SECRET = "tiger";

    @ParameterizedTest
    @ValueSource(
            classes = {
                ConnectionProperties.class,
                RedisCacheProperties.class,
                LoginProperties.class,
                SqlConnectionProperties.class,
                SnowflakeConnectionProperties.class,
                SnowflakePrivateKeyProperties.class,
                RestConnectionProperties.class,
                MailConnectionProperties.class,
                FilesConnectionProperties.class
            })
    void noTextOfASettingIsShown(Class<?> type) {
        Map<String, String> settings = new TreeMap<>();
        for (RecordComponent component : type.getRecordComponents()) {
            String key = DataObjectPropertyName.toDashedForm(component.getName());
            if (component.getType() == String.class) {
                settings.put(key, SECRET);
            } else if (component.getType() == Map.class) {
                settings.put(key + "." + SECRET, SECRET);
            }
        }
        Object properties = BoundProperties.of(type, settings);
        assertThat(settings).isNotEmpty();
        assertThat(properties.toString()).isEqualTo(type.getSimpleName());
    }
}
