package dev.connections.autoconfigure.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.connections.ConnectionFactory;
import dev.connections.ConnectionState;
import dev.connections.ConnectionUnavailableException;
import dev.connections.Connections;
import dev.connections.ManagedConnection;
import dev.connections.UnknownConnectionException;
import dev.connections.autoconfigure.ConnectionsAutoConfiguration;
import dev.connections.autoconfigure.FtpClient;
import dev.connections.autoconfigure.FtpConnection;
import dev.connections.autoconfigure.FtpConnectionFactory;
import dev.connections.autoconfigure.FtpConnectionType;
import dev.connections.autoconfigure.InvalidConnectionsException;
import dev.connections.autoconfigure.sql.SqlConnectionAutoConfiguration;
import dev.connections.sql.SqlConnection;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.dao.QueryTimeoutException;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ConnectionReloaderTests {

    private static final String SLOW = "select sum(x * 2) from system_range(1, 100000000000)";

    private final Map<String, Object> properties = new ConcurrentHashMap<>();

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(
                    AutoConfigurations.of(SqlConnectionAutoConfiguration.class, ConnectionsAutoConfiguration.class))
            .withBean(FtpConnectionType.class)
            .withInitializer(context -> context.getEnvironment()
                    .getPropertySources()
                    .addFirst(new MapPropertySource("changing", properties)));

    @Test
    void thatConnectionAloneGoesOnWithAnotherResource() {
        properties.put("connections.files.url", "ftp://old");
        properties.put("connections.other.url", "ftp://other");
        runner.run(context -> {
            FtpConnection files = context.getBean("files", FtpConnection.class);
            FtpClient old = client(files);
            FtpClient other = client(context.getBean("other", FtpConnection.class));
            properties.put("connections.files.url", "ftp://new");
            properties.put("connections.other.url", "ftp://elsewhere");
            connections(context).reload("FILES");
            assertThat(files.list("/")).isEqualTo("null:null@new/");
            await().atMost(Duration.ofSeconds(10)).until(() -> !old.open);
            assertThat(connections(context).get("files")).isSameAs(files);
            assertThat(client(context.getBean("other", FtpConnection.class))).isSameAs(other);
        });
    }

    @Test
    void aConfigurationThatCannotBeBoundKeepsTheResourceAndTellsAllProblems() {
        properties.put("connections.files.url", "ftp://old");
        runner.run(context -> {
            FtpConnection files = context.getBean("files", FtpConnection.class);
            FtpClient old = client(files);
            properties.put("connections.files.url", "ftp://new");
            properties.put("connections.files.port", "many");
            properties.put("connections.files.prot", "21");
            properties.put("connections.files.connect-timeout", "0s");
            assertThatExceptionOfType(InvalidConnectionsException.class)
                    .isThrownBy(() -> connections(context).reload("files"))
                    .withMessageContaining("connections.files.port")
                    .withMessageContaining("Did you mean 'port'?");
            assertThat(client(files)).isSameAs(old);
            assertThat(files.state()).isEqualTo(ConnectionState.UP);
        });
    }

    @Test
    void aConfigurationThatCannotBeOpenedKeepsTheResourceAndWhatHeldForIt() {
        properties.put("connections.pet-db.url", "jdbc:h2:mem:reload-" + UUID.randomUUID());
        runner.run(context -> {
            SqlConnection petDb = context.getBean(SqlConnection.class);
            DataSource old = pool(petDb);
            properties.put("connections.pet-db.url", "jdbc:h2:tcp://127.0.0.1:1/pets");
            properties.put("connections.pet-db.statement-timeout", "1ms");
            assertThatExceptionOfType(ConnectionUnavailableException.class)
                    .isThrownBy(() -> connections(context).reload("pet-db"))
                    .withMessageContaining("127.0.0.1:1");
            assertThat(pool(petDb)).isSameAs(old);
            assertThat(petDb.sql("select sum(x) from system_range(1, 1000000)").value(Long.class))
                    .isEqualTo(500_000_500_000L);
        });
    }

    @Test
    void whatHoldsForStatementsFollows() {
        properties.put("connections.pet-db.url", "jdbc:h2:mem:reload-" + UUID.randomUUID());
        runner.run(context -> {
            SqlConnection petDb = context.getBean(SqlConnection.class);
            petDb.update("create table pets (name varchar)");
            properties.put("connections.pet-db.statement-timeout", "3s");
            connections(context).reload("pet-db");
            assertThatExceptionOfType(QueryTimeoutException.class)
                    .isThrownBy(() -> petDb.sql(SLOW).value(Long.class));
            assertThat(petDb.table("pets").size()).isZero();
        });
    }

    @Test
    void whatTakesARestartIsRefused() {
        properties.put("connections.pet-db.url", "jdbc:h2:mem:reload-" + UUID.randomUUID());
        runner.run(context -> {
            SqlConnection petDb = context.getBean(SqlConnection.class);
            DataSource old = pool(petDb);
            properties.put("connections.pet-db.url", "jdbc:sqlite::memory:");
            assertThatExceptionOfType(InvalidConnectionsException.class)
                    .isThrownBy(() -> connections(context).reload("pet-db"))
                    .withMessageContaining("'sqlite'")
                    .withMessageContaining("Restart the application");
            properties.put("connections.pet-db.url", "ftp://files");
            assertThatExceptionOfType(InvalidConnectionsException.class)
                    .isThrownBy(() -> connections(context).reload("pet-db"))
                    .withMessageContaining("connections.pet-db.type is 'ftp' now")
                    .withMessageContaining("Restart the application");
            assertThat(pool(petDb)).isSameAs(old);
        });
    }

    @Test
    void aConnectionThatIsNotOpenStaysSo() {
        properties.put("connections.files.url", "ftp://old");
        properties.put("connections.files.start", "lazy");
        runner.run(context -> {
            FtpConnection files = context.getBean("files", FtpConnection.class);
            properties.put("connections.files.url", "ftp://new");
            connections(context).reload("files");
            assertThat(files.state()).isEqualTo(ConnectionState.NEW);
            assertThat(files.list("/")).isEqualTo("null:null@new/");
        });
    }

    @Test
    void aConnectionMadeAtRunTimeFollowsTheDefaults() {
        properties.put("connections.defaults.username", "scott");
        runner.run(context -> {
            FtpConnection adhoc = connections(context).open("adhoc", FtpConnection.class, Map.of("url", "ftp://adhoc"));
            FtpClient old = client(adhoc);
            properties.put("connections.defaults.username", "adams");
            connections(context).reload("adhoc");
            assertThat(client(adhoc)).isNotSameAs(old);
            assertThat(adhoc.list("/")).isEqualTo("adams:null@adhoc/");
            connections(context).close("adhoc");
            assertThatExceptionOfType(UnknownConnectionException.class)
                    .isThrownBy(() -> connections(context).reload("adhoc"));
        });
    }

    @Test
    void aConnectionOfAFactoryBeanIsOpenedAnew() {
        runner.withBean("ownConnectionFactory", ConnectionFactory.class, () -> new FtpConnectionFactory("own"))
                .run(context -> {
                    ManagedConnection<?> own = connections(context).get("own");
                    Object old = own.<Object, RuntimeException>call(client -> client);
                    connections(context).reload("own");
                    assertThat(own.<Object, RuntimeException>call(client -> client))
                            .isNotSameAs(old);
                });
    }

    private static Connections connections(ApplicationContext context) {
        return context.getBean(Connections.class);
    }

    private static FtpClient client(FtpConnection connection) {
        return connection.<FtpClient, RuntimeException>call(client -> client);
    }

    private static DataSource pool(SqlConnection connection) {
        return connection.<DataSource, RuntimeException>call(pool -> pool);
    }
}
