package dev.connections.autoconfigure.credentials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.connections.ConnectionName;
import dev.connections.autoconfigure.BoundProperties;
import dev.connections.autoconfigure.ConnectionProperties;
import dev.connections.autoconfigure.InvalidConnectionsException;
import dev.connections.autoconfigure.binding.ConfiguredConnection;
import dev.connections.autoconfigure.binding.TypeDescriptor;
import dev.connections.autoconfigure.environment.LiveConfigTree;
import dev.connections.autoconfigure.environment.LiveEnvironment;
import dev.connections.autoconfigure.sql.SqlConnectionProperties;
import dev.connections.autoconfigure.sql.SqlConnectionType;
import dev.connections.credentials.Credentials;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.env.ConfigTreePropertySource;
import org.springframework.boot.env.ConfigTreePropertySource.Option;
import org.springframework.core.ResolvableType;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

class PropertiesCredentialsReaderTests {

    private final Map<String, Object> properties = new HashMap<>();

    private final StandardEnvironment environment = new StandardEnvironment();

    PropertiesCredentialsReaderTests() {
        environment.getPropertySources().addFirst(new MapPropertySource("changing", properties));
        ConfigurationPropertySources.attach(environment);
    }

    @Test
    void valuesOfAPropertySourceThatChangeAreNoticed() {
        properties.put("connections.pet-db.username", "scott");
        properties.put("connections.pet-db.password", "tiger");
        PropertiesCredentialsReader credentials = credentials(null);
        assertThat(credentials.call()).isEqualTo(Credentials.of("scott", "tiger"));
        properties.put("connections.pet-db.username", "adams");
        properties.put("connections.pet-db.password", "wood");
        assertThat(credentials.call()).isEqualTo(Credentials.of("adams", "wood"));
    }

    @Test
    void aPropertySourceThatIsAddedLaterIsNoticed() {
        properties.put("connections.pet-db.username", "scott");
        PropertiesCredentialsReader credentials = credentials(null);
        environment
                .getPropertySources()
                .addFirst(new MapPropertySource("later", Map.of("connections.petDb.username", "adams")));
        assertThat(credentials.call()).isEqualTo(Credentials.of("adams", null));
    }

    @Test
    void defaultsThatChangeAreNoticed() {
        properties.put("connections.pet-db.password", "tiger");
        properties.put("connections.defaults.username", "scott");
        properties.put("connections.defaults.password", "of nobody");
        PropertiesCredentialsReader credentials = credentials("jdbc:postgresql://localhost/pets");
        assertThat(credentials.call()).isEqualTo(Credentials.of("scott", "tiger"));
        properties.put("connections.defaults.sql.username", "adams");
        assertThat(credentials.call()).isEqualTo(Credentials.of("adams", "tiger"));
    }

    @Test
    void filesOfAConfigTreeAreReadAnew(@TempDir Path directory) throws IOException {
        Files.writeString(directory.resolve("connections.pet-db.username"), "scott\n");
        Files.writeString(directory.resolve("connections.pet-db.password"), "tiger\n");
        mount(directory);
        PropertiesCredentialsReader credentials = credentials(null);
        assertThat(credentials.call()).isEqualTo(Credentials.of("scott", "tiger"));
        Files.writeString(directory.resolve("connections.pet-db.username"), "adams\n");
        Files.writeString(directory.resolve("connections.pet-db.password"), "wood\n");
        assertThat(credentials.call()).isEqualTo(Credentials.of("adams", "wood"));
    }

    @Test
    void placeholdersLeadToWhatIsThereNow(@TempDir Path directory) throws IOException {
        Files.writeString(directory.resolve("pets.db.password"), "tiger\n");
        mount(directory);
        properties.put("connections.pet-db.username", "${the.user}");
        properties.put("connections.pet-db.password", "${pets.db-password:${pets.db.password}}");
        properties.put("THE_USER", "nobody");
        properties.put("the.user", "scott");
        PropertiesCredentialsReader credentials = credentials(null);
        assertThat(credentials.call()).isEqualTo(Credentials.of("scott", "tiger"));
        properties.put("the.user", "adams");
        Files.writeString(directory.resolve("pets.db.password"), "wood\n");
        assertThat(credentials.call()).isEqualTo(Credentials.of("adams", "wood"));
    }

    @Test
    void aPlaceholderThatNothingResolvesAnyMoreIsReported() {
        properties.put("connections.pet-db.password", "${secret}");
        properties.put("secret", "tiger");
        PropertiesCredentialsReader credentials = credentials(null);
        assertThat(credentials.call()).isEqualTo(Credentials.of(null, "tiger"));
        properties.remove("secret");
        assertThatExceptionOfType(InvalidConnectionsException.class)
                .isThrownBy(credentials::call)
                .withMessageContaining("connections.pet-db.password")
                .withMessageContaining("'${secret}'");
    }

    @Test
    void theUserInTheUrlMayChange() {
        PropertiesCredentialsReader credentials = credentials("postgresql://scott:tiger@localhost/pets");
        assertThat(credentials.call()).isEqualTo(Credentials.of("scott", "tiger"));
        properties.put("connections.pet-db.url", "postgresql://adams:wood@localhost/pets");
        assertThat(credentials.call()).isEqualTo(Credentials.of("adams", "wood"));
        properties.put("connections.pet-db.url", "postgresql://adams:stone@localhost/pets");
        assertThat(credentials.call()).isEqualTo(Credentials.of("adams", "stone"));
    }

    @Test
    void theUserInTheQueryOfAUrlMayChange() {
        PropertiesCredentialsReader credentials =
                credentials("jdbc:postgresql://localhost/pets?user=scott&password=tiger&ssl=true");
        properties.put("connections.pet-db.url", "jdbc:postgresql://localhost/pets?user=adams&password=wood&ssl=true");
        assertThat(credentials.call()).isEqualTo(Credentials.of("adams", "wood"));
    }

    @Test
    void aUrlThatLeadsElsewhereNamesNobodyHere() {
        PropertiesCredentialsReader credentials = credentials("postgresql://scott:tiger@localhost/pets");
        properties.put("connections.pet-db.url", "postgresql://adams:wood@elsewhere/pets");
        assertThat(credentials.call()).isEqualTo(Credentials.of("scott", "tiger"));
    }

    @Test
    void theSecretInTheUrlIsNotThatOfAnotherUser() {
        PropertiesCredentialsReader credentials = credentials("postgresql://scott:tiger@localhost/pets");
        properties.put("connections.pet-db.username", "adams");
        assertThat(credentials.call()).isEqualTo(Credentials.of("adams", null));
    }

    private void mount(Path directory) {
        environment
                .getPropertySources()
                .addLast(new ConfigTreePropertySource("secrets", directory, Option.AUTO_TRIM_TRAILING_NEW_LINE));
    }

    /** @param url the URL of a SQL connection, or {@code null} for a connection without a type */
    private PropertiesCredentialsReader credentials(String url) {
        LiveEnvironment live = new LiveEnvironment(environment, List.of(new LiveConfigTree()));
        ConnectionName name = new ConnectionName("pet-db");
        if (url == null) {
            ConnectionProperties common = BoundProperties.defaultsOf(ConnectionProperties.class);
            ConfiguredConnection connection = new ConfiguredConnection(name, common, null, null, "factory", null);
            return new PropertiesCredentialsReader(connection, live, null, ofType -> Credentials.none());
        }
        properties.put("connections.pet-db.url", url);
        ConnectionProperties common = BoundProperties.of(ConnectionProperties.class, Map.of("url", url));
        SqlConnectionProperties ofType = BoundProperties.of(SqlConnectionProperties.class, Map.of("url", url));
        TypeDescriptor descriptor = TypeDescriptor.of(ResolvableType.forClass(SqlConnectionType.class), null, null);
        SqlConnectionType type = new DefaultListableBeanFactory().createBean(SqlConnectionType.class);
        return new PropertiesCredentialsReader(
                new ConfiguredConnection(name, common, descriptor, ofType, null, null),
                live,
                null,
                bound -> type.credentials((SqlConnectionProperties) bound));
    }
}
