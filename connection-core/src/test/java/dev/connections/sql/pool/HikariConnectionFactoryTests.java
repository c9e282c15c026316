package dev.connections.sql.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import com.zaxxer.hikari.HikariDataSource;
import dev.connections.ConnectionName;
import dev.connections.CredentialsRefusedException;
import dev.connections.credentials.Credentials;
import dev.connections.sql.driver.PoolSettings;
import dev.connections.sql.driver.SqlSettings;
import dev.connections.sql.url.SqlAddress;
import dev.connections.sql.url.SqlTarget;
import dev.connections.testing.RequiresServer;
import dev.connections.testing.TestDatabase;
import dev.connections.testing.TestDatabases;
import dev.connections.testing.faults.SlowLoginDriver;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

@RequiresServer
@Timeout(value = 90, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HikariConnectionFactoryTests {

    private static final ConnectionName NAME = new ConnectionName("pet-db");

    /** Longer than a name may be: no name server is asked for it. */
    private static final String NO_HOST = "no-such-host-" + "x".repeat(60) + ".invalid";

    static Stream<TestDatabase> all() {
        return Stream.concat(servers(), Stream.of(TestDatabases.h2(), TestDatabases.sqlite(), TestDatabases.duckdb()));
    }

    static Stream<TestDatabase> servers() {
        return Stream.of(TestDatabases.postgres(), TestDatabases.mariadb(), TestDatabases.mysql());
    }

    @ParameterizedTest
    @MethodSource("all")
    void opensAndClosesAPool(TestDatabase database) throws Exception {
        HikariConnectionFactory factory = factory(database.jdbcUrl(), SqlSettings.DEFAULTS);

        factory.prepare();
        FailFastPool pool = factory.connect(credentials(database));

        assertThat(JdbcClient.create(pool).sql("select 1").query(Integer.class).single())
                .isEqualTo(1);
        assertThat(factory.isOpen(pool)).isTrue();
        assertThat(pool.unwrap(HikariDataSource.class).getPoolName()).isEqualTo("pet-db");
        assertThat(pool.unwrap(HikariDataSource.class).getPassword()).isNull();
        factory.close(pool);
        assertThat(factory.isOpen(pool)).isFalse();
    }

    @ParameterizedTest
    @MethodSource("servers")
    void tellsThatTheServerRefusesTheCredentials(TestDatabase database) {
        HikariConnectionFactory factory = factory(database.jdbcUrl(), SqlSettings.DEFAULTS);

        assertThatExceptionOfType(CredentialsRefusedException.class)
                .isThrownBy(() -> factory.connect(Credentials.of(database.username(), "geheim")))
                .withMessageContaining("'pet-db'")
                .withMessageContaining("'" + database.username() + "'")
                .satisfies(failure -> assertThat(everythingAbout(failure)).doesNotContain("geheim"));
        assertThatExceptionOfType(CredentialsRefusedException.class)
                .isThrownBy(() -> factory.connect(Credentials.of(database.username(), null)));
    }

    @Test
    void tellsThatH2RefusesTheCredentials() throws Exception {
        HikariConnectionFactory factory = factory("jdbc:h2:mem:guarded", SqlSettings.DEFAULTS);
        FailFastPool pool = factory.connect(Credentials.of("scott", "tiger"));

        assertThatExceptionOfType(CredentialsRefusedException.class)
                .isThrownBy(() -> factory.connect(Credentials.of("scott", "geheim")))
                .satisfies(failure -> assertThat(everythingAbout(failure)).doesNotContain("geheim"));
        factory.close(pool);
    }

    @ParameterizedTest
    @CsvSource({
        "jdbc:postgresql://127.0.0.1:%d/db",
        "jdbc:mysql://127.0.0.1:%d/db",
        "jdbc:mariadb://127.0.0.1:%d/db",
        "jdbc:sqlserver://127.0.0.1:%d;databaseName=db",
        "jdbc:oracle:thin:@//127.0.0.1:%d/db"
    })
    void givesUpAServerThatDoesNotAnswer(String url) throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            HikariConnectionFactory factory =
                    factory(url.formatted(silent.getLocalPort()), loginTimeout(Duration.ofSeconds(1)));

            long start = System.nanoTime();
            assertThatExceptionOfType(SQLException.class)
                    .isThrownBy(() -> factory.connect(Credentials.of("scott", "geheim")))
                    .withMessageContaining("'pet-db'")
                    .satisfies(failure -> assertThat(everythingAbout(failure)).doesNotContain("geheim"));
            // a busy machine needs seconds to load a driver; those of the drivers' own time-outs are 15 or more
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(12));
        }
    }

    /** Among them some whose drivers cannot abort a connection. */
    @ParameterizedTest
    @MethodSource("all")
    void endsALoginThatSucceedsTooLate(TestDatabase database) throws Exception {
        SqlTarget target = SqlAddress.of(database.jdbcUrl()).target();
        SqlTarget slow = new SqlTarget(
                target.dialect(),
                target.jdbcUrl(),
                target.properties(),
                target.credentials(),
                SlowLoginDriver.class.getName());
        HikariConnectionFactory factory = new HikariConnectionFactory(NAME, slow, loginTimeout(Duration.ofMillis(200)));
        SlowLoginDriver.delay(Duration.ofSeconds(2));
        try {
            assertThatExceptionOfType(SQLException.class)
                    .isThrownBy(() -> factory.connect(credentials(database)))
                    .withMessageContainingAll("'pet-db'", "took longer than 200 ms");
        } finally {
            SlowLoginDriver.delay(Duration.ZERO);
        }
    }

    /** Only the check notices it while the user makes no calls. */
    @Test
    void aLoginWhosePoolIsBrokenIsNotAlive() throws Exception {
        TestDatabase database = TestDatabases.postgres();
        HikariConnectionFactory factory = factory(database.jdbcUrl(), SqlSettings.DEFAULTS);
        FailFastPool pool = factory.connect(Credentials.forOneOpening(
                database.username(), database.password().toCharArray()));
        assertThat(factory.isAlive(pool)).isTrue();
        assertThatExceptionOfType(SQLException.class).isThrownBy(() -> {
            try (Connection connection = pool.getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute("select pg_terminate_backend(pg_backend_pid())");
            }
        });
        assertThat(factory.isOpen(pool)).isFalse();
        assertThat(factory.isAlive(pool)).isFalse();
        factory.close(pool);
    }

    @Test
    void tellsThatTheHostIsNotKnown() throws Exception {
        HikariConnectionFactory factory =
                factory("jdbc:postgresql://" + NO_HOST + "/pets", loginTimeout(Duration.ofSeconds(5)));

        assertThatExceptionOfType(SQLException.class)
                .isThrownBy(() -> factory.connect(Credentials.of("scott", "geheim")))
                .withMessageContainingAll("'pet-db'", "UnknownHostException: " + NO_HOST)
                .satisfies(failure -> assertThat(everythingAbout(failure)).doesNotContain("geheim"));
    }

    @ParameterizedTest
    @MethodSource("servers")
    void waitsLongerForAnAnswerThanForALogin(TestDatabase database) throws Exception {
        HikariConnectionFactory factory = factory(database.jdbcUrl(), loginTimeout(Duration.ofSeconds(1)));
        FailFastPool pool = factory.connect(credentials(database));
        String sleep = database.product().equals("postgresql") ? "pg_sleep(2)" : "sleep(2)";

        assertThat(JdbcClient.create(pool).sql("select " + sleep).query().listOfRows())
                .hasSize(1);
        try (Connection connection = pool.getConnection()) {
            assertThat(connection.getNetworkTimeout()).isEqualTo(600_000);
        }
        factory.close(pool);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:h2:mem:",
                "jdbc:h2:mem:named",
                "jdbc:sqlite::memory:",
                "jdbc:sqlite:",
                "jdbc:sqlite:file:named?mode=memory&cache=shared",
                "jdbc:duckdb:",
                "jdbc:duckdb::memory:",
                "jdbc:duckdb:memory:named"
            })
    void keepsWhatIsInMemory(String url) throws Exception {
        HikariConnectionFactory factory = factory(url, SqlSettings.DEFAULTS);
        factory.prepare();
        FailFastPool first = factory.connect(Credentials.none());
        JdbcClient.create(first).sql("create table pets (name varchar(20))").update();
        try (Connection one = first.getConnection();
                Connection other = first.getConnection()) {
            one.createStatement().execute("insert into pets values ('jerry')");
            assertThat(other.createStatement()
                            .executeQuery("select * from pets")
                            .next())
                    .isTrue();
        }
        factory.close(first);

        FailFastPool second = factory.connect(Credentials.none());

        assertThat(JdbcClient.create(second)
                        .sql("select name from pets")
                        .query(String.class)
                        .list())
                .containsExactly("jerry");
        factory.close(second);
    }

    @ParameterizedTest
    @ValueSource(strings = {"jdbc:h2:mem:", "jdbc:sqlite::memory:", "jdbc:duckdb:"})
    void separatesDatabasesWithoutAName(String url) throws Exception {
        HikariConnectionFactory factory = factory(url, SqlSettings.DEFAULTS);
        HikariConnectionFactory otherFactory = factory(url, SqlSettings.DEFAULTS);
        factory.prepare();
        FailFastPool pool = factory.connect(Credentials.none());
        FailFastPool other = otherFactory.connect(Credentials.none());

        JdbcClient.create(pool).sql("create table pets (a int)").update();

        assertThatExceptionOfType(DataAccessException.class)
                .isThrownBy(() ->
                        JdbcClient.create(pool).sql("create table pets (a int)").update());
        assertThatNoException().isThrownBy(() -> JdbcClient.create(other)
                .sql("create table pets (a int)")
                .update());
        factory.close(pool);
        otherFactory.close(other);
    }

    @Test
    void failsAtOnceWhenAConnectionCannotBeSetUp() throws Exception {
        TestDatabase database = TestDatabases.postgres();
        HikariConnectionFactory factory = factory(database.jdbcUrl(), pool("select * from absent_table", null, null));

        long start = System.nanoTime();
        assertThatExceptionOfType(SQLException.class)
                .isThrownBy(() -> factory.connect(credentials(database)))
                .withMessageContaining("absent_table")
                .withMessageContaining("'pet-db'");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
        assertPhysicalConnections(database, 0);
    }

    @Test
    void opensFewConnectionsAndClosesAll() throws Exception {
        TestDatabase database = TestDatabases.postgres();
        HikariConnectionFactory factory = factory(database.jdbcUrl(), SqlSettings.DEFAULTS);

        FailFastPool pool = factory.connect(credentials(database));

        assertPhysicalConnections(database, 1);
        factory.close(pool);
        assertPhysicalConnections(database, 0);
    }

    @Test
    void closesWhatItOpenedWhenInterrupted() throws Exception {
        TestDatabase database = TestDatabases.postgres();
        HikariConnectionFactory factory = factory(database.jdbcUrl(), SqlSettings.DEFAULTS);

        Thread.currentThread().interrupt();

        assertThatExceptionOfType(InterruptedException.class).isThrownBy(() -> factory.connect(credentials(database)));
        assertThat(Thread.interrupted()).isFalse();
        assertPhysicalConnections(database, 0);
    }

    @Test
    void setsThePoolUpAsToldTo() throws Exception {
        TestDatabase database = TestDatabases.postgres();
        database.execute("create schema zoo");
        HikariConnectionFactory factory =
                factory(database.jdbcUrl(), pool("set application_name = 'pets'", "zoo", "TRANSACTION_SERIALIZABLE"));

        FailFastPool pool = factory.connect(credentials(database));

        try (Connection connection = pool.getConnection()) {
            assertThat(connection.getSchema()).isEqualTo("zoo");
            assertThat(connection.getTransactionIsolation()).isEqualTo(Connection.TRANSACTION_SERIALIZABLE);
        }
        assertThat(JdbcClient.create(pool)
                        .sql("show application_name")
                        .query(String.class)
                        .single())
                .isEqualTo("pets");
        factory.close(pool);
    }

    @Test
    void setsTheApplicationNameOfAUrlAfterTheLogin() throws Exception {
        TestDatabase database = TestDatabases.postgres();
        String url = "postgresql+psycopg2://127.0.0.1:" + database.port() + "/" + database.database();
        HikariConnectionFactory factory = factory(
                url + "?application_name=my%20app",
                new SqlSettings(
                        PoolSettings.DEFAULTS,
                        Map.of(),
                        false,
                        Duration.ofSeconds(5),
                        Duration.ofMinutes(1),
                        null,
                        null));

        FailFastPool pool = factory.connect(credentials(database));

        assertThat(JdbcClient.create(pool)
                        .sql("show application_name")
                        .query(String.class)
                        .single())
                .isEqualTo("my app");
        factory.close(pool);
    }

    @Test
    void letsTheOwnersPropertiesWin() throws Exception {
        TestDatabase database = TestDatabases.postgres();
        SqlSettings settings = new SqlSettings(
                PoolSettings.DEFAULTS,
                Map.of("socketTimeout", "7", "ApplicationName", "properties"),
                false,
                Duration.ofSeconds(5),
                Duration.ofMinutes(1),
                null,
                null);
        SqlTarget target = SqlAddress.of("postgresql://127.0.0.1:" + database.port() + "/" + database.database()
                        + "?application_name=url")
                .target();
        HikariConnectionFactory factory = new HikariConnectionFactory(NAME, target, settings);

        FailFastPool pool = factory.connect(credentials(database));

        try (Connection connection = pool.getConnection()) {
            assertThat(connection.getNetworkTimeout()).isEqualTo(7000);
            assertThat(connection.getClientInfo("ApplicationName")).isEqualTo("properties");
        }
        factory.close(pool);
    }

    private static HikariConnectionFactory factory(String url, SqlSettings settings) {
        return new HikariConnectionFactory(NAME, SqlAddress.of(url).target(), settings);
    }

    private static SqlSettings loginTimeout(Duration loginTimeout) {
        return new SqlSettings(
                PoolSettings.DEFAULTS, Map.of(), false, loginTimeout, Duration.ofMinutes(10), null, null);
    }

    private static SqlSettings pool(String initSql, String schema, String isolation) {
        PoolSettings defaults = PoolSettings.DEFAULTS;
        PoolSettings pool = new PoolSettings(
                2,
                1,
                defaults.connectionTimeout(),
                defaults.idleTimeout(),
                defaults.maxLifetime(),
                defaults.keepaliveTime(),
                defaults.leakDetectionThreshold(),
                defaults.validationTimeout(),
                initSql,
                schema,
                null,
                isolation);
        return new SqlSettings(pool, Map.of(), false, Duration.ofSeconds(5), Duration.ofMinutes(1), null, null);
    }

    private static Credentials credentials(TestDatabase database) {
        return database.username().isEmpty()
                ? Credentials.none()
                : Credentials.of(database.username(), database.password());
    }

    /** How many connections the server has to this database, not counting the one that asks. Closing takes a moment. */
    private static void assertPhysicalConnections(TestDatabase database, int expected) throws Exception {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        try (Connection connection = database.connect()) {
            int count;
            do {
                try (var rows = connection
                        .createStatement()
                        .executeQuery("select count(*) from pg_stat_activity where datname = current_database()")) {
                    rows.next();
                    count = rows.getInt(1) - 1;
                }
            } while (count != expected && System.nanoTime() < deadline);
            assertThat(count).isEqualTo(expected);
        }
    }

    private static String everythingAbout(Throwable failure) {
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        return text.toString();
    }
}
