package dev.connections.sql.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.zaxxer.hikari.HikariDataSource;
import dev.connections.ConnectionName;
import dev.connections.credentials.Credentials;
import dev.connections.credentials.CredentialsProvider;
import dev.connections.sql.PooledDatabase;
import dev.connections.sql.SqlConnection;
import dev.connections.sql.SqlOptions;
import dev.connections.sql.driver.PoolSettings;
import dev.connections.sql.driver.SqlSettings;
import dev.connections.sql.execution.SupervisedSqlConnection;
import dev.connections.sql.pool.FailFastPool;
import dev.connections.sql.pool.HikariConnectionFactory;
import dev.connections.sql.url.SqlAddress;
import dev.connections.supervision.SupervisedConnection;
import dev.connections.supervision.resilience.SupervisionSettings;
import dev.connections.testing.RequiresServer;
import dev.connections.testing.TestDatabase;
import dev.connections.testing.TestDatabases;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Wrapper;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.PGConnection;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

@RequiresServer
@Timeout(value = 90, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ReadOnlyModeTests {

    private static final List<String> CHANGES = List.of(
            "insert into pets values (2, 'tom')",
            "update pets set name = 'tom'",
            "delete from pets",
            "create table more (id int)",
            "drop table pets");

    @TempDir
    private static Path directory;

    static Stream<TestDatabase> databases() {
        String file = directory.resolve("pets").toString();
        return Stream.of(
                TestDatabases.postgres(),
                TestDatabases.mariadb(),
                TestDatabases.mysql(),
                TestDatabases.sqlite(),
                TestDatabases.duckdb(),
                TestDatabases.h2(),
                new TestDatabase("jdbc:h2:" + file, "", 0, file, "", ""));
    }

    @ParameterizedTest
    @MethodSource("databases")
    void readsInEveryWay(TestDatabase database) throws Exception {
        database.execute("create table toys (id int primary key)", "insert into toys values (1)");
        SupervisedConnection<DataSource> supervised = new SupervisedConnection<>(
                new ConnectionName("pet-db"),
                "sql",
                factory(database.jdbcUrl()),
                CredentialsProvider.of(credentials(database)),
                SupervisionSettings.defaults());
        try {
            SqlConnection petDb = new SupervisedSqlConnection(
                    supervised, SqlDialect.ofJdbcUrl(database.jdbcUrl()), SqlOptions.defaults());
            assertThat(petDb.query("select id from toys").size()).isEqualTo(1);
            assertThat(petDb.table("toys").size()).isEqualTo(1);
            assertThat(petDb.query("select id from toys", Integer.class)).containsExactly(1);
            try (Stream<Integer> ids = petDb.sql("select id from toys").stream(Integer.class)) {
                assertThat(ids).containsExactly(1);
            }
        } finally {
            supervised.close();
        }
    }

    @ParameterizedTest
    @MethodSource("databases")
    void refusesEveryChange(TestDatabase database) throws Exception {
        database.execute(
                "create table pets (id int primary key, name varchar(20))", "insert into pets values (1, 'jerry')");
        HikariConnectionFactory factory = factory(database.jdbcUrl());
        FailFastPool pool = factory.connect(credentials(database));
        JdbcClient client = JdbcClient.create(pool);
        TransactionTemplate transaction = new TransactionTemplate(new JdbcTransactionManager(pool));
        TransactionTemplate readOnlyTransaction = new TransactionTemplate(new JdbcTransactionManager(pool));
        readOnlyTransaction.setReadOnly(true);

        for (String change : CHANGES) {
            assertRefused(change, () -> client.sql(change).update());
            assertRefused(
                    change,
                    () -> transaction.execute(status -> client.sql(change).update()));
            // Spring makes the connection writable after each of these
            readOnlyTransaction.execute(
                    status -> client.sql("select * from pets").query().listOfRows());
            assertRefused(change, () -> client.sql(change).update());
            try (Connection connection = pool.getConnection()) {
                connection.setReadOnly(false);
                assertRefused(change, () -> executeRaw(connection, change));
                assertRefused(change, () -> executePrepared(connection, change));
                assertRefused(change, () -> executeBatch(connection, change));
                connection.setAutoCommit(false);
                assertRefused(change, () -> executeRaw(connection, change));
                connection.rollback();
                connection.setAutoCommit(true);
            }
        }
        assertThat(client.sql("select name from pets").query(String.class).list())
                .containsExactly("jerry");
        factory.close(pool);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "set transaction_read_only = off",
                "set session characteristics as transaction read write",
                "begin read write",
                "select set_config('default_transaction_read_only', 'off', false)",
                "reset all",
                "discard all"
            })
    void staysReadOnlyAtPostgres(String sql) throws Exception {
        assertSwitchRefused(TestDatabases.postgres(), sql);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"set session transaction read write", "start transaction read write", "set tx_read_only = 0"})
    void staysReadOnlyAtMariaDb(String sql) throws Exception {
        assertSwitchRefused(TestDatabases.mariadb(), sql);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select * from final table (insert into pets values (2, 'tom'))",
                "explain analyze delete from pets",
                "select 1; delete from pets",
                "select /* ; */ 1; delete from pets",
                "call csvwrite('x', 'select 1')",
                "select next value for numbers"
            })
    void refusesQueriesOfH2ThatChangeSomething(String sql) throws Exception {
        TestDatabase database = TestDatabases.h2();
        database.execute("create table pets (id int, name varchar(20))", "create sequence numbers");
        assertSwitchRefused(database, sql);
    }

    @Test
    void letsTextSayWhatItLikes() throws Exception {
        HikariConnectionFactory factory = factory(TestDatabases.h2().jdbcUrl());
        FailFastPool pool = factory.connect(Credentials.none());

        assertThat(JdbcClient.create(pool)
                        .sql("select 'read write; final table (' /* delete; */ as \"reset all\" -- insert")
                        .query(String.class)
                        .single())
                .isEqualTo("read write; final table (");
        factory.close(pool);
    }

    @Test
    void refusesUpdatableResults() throws Exception {
        HikariConnectionFactory factory = factory(TestDatabases.h2().jdbcUrl());
        FailFastPool pool = factory.connect(Credentials.none());

        try (Connection connection = pool.getConnection()) {
            assertThatExceptionOfType(SQLException.class)
                    .isThrownBy(() ->
                            connection.createStatement(ResultSet.TYPE_SCROLL_SENSITIVE, ResultSet.CONCUR_UPDATABLE));
            assertThatExceptionOfType(SQLException.class)
                    .isThrownBy(() -> connection.prepareStatement(
                            "select 1", ResultSet.TYPE_SCROLL_SENSITIVE, ResultSet.CONCUR_UPDATABLE));
        }
        factory.close(pool);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:sqlserver://host;databaseName=db",
                "jdbc:oracle:thin:@//host:1521/XE",
                "jdbc:duckdb:memory:pets"
            })
    void saysWhereItCannotBeEnforced(String url) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> factory(url))
                .withMessageStartingWith("'read-only' cannot be enforced for");
    }

    /** Objects of the driver could switch it back. */
    @ParameterizedTest
    @MethodSource("databases")
    void staysReadOnlyWhenItIsUnwrapped(TestDatabase database) throws Exception {
        List<Connection> underTest = new ArrayList<>();
        database.execute("create table wrapped (id int primary key)", "insert into wrapped values (1)");
        try (PooledDatabase petDb = new PooledDatabase(database, 4, true);
                Connection leased = petDb.borrow();
                Connection ofHikari = petDb.sql.unwrap(HikariDataSource.class).getConnection();
                Connection underHikari =
                        petDb.sql.unwrap(HikariDataSource.class).getDataSource().getConnection();
                Statement statement = leased.createStatement();
                Statement statementOfHikari = ofHikari.createStatement();
                ResultSet rows = statement.executeQuery("select id from wrapped")) {
            Class<?> driverConnection = driverClass(database, Connection.class);
            for (Wrapper wrapper : List.of(
                    leased,
                    statement,
                    rows,
                    leased.getMetaData(),
                    ofHikari,
                    statementOfHikari,
                    statementOfHikari.getConnection(),
                    ofHikari.getMetaData().getConnection(),
                    ofHikari.unwrap(Connection.class).createStatement().getConnection(),
                    underHikari,
                    underHikari.createStatement(),
                    petDb.sql.unwrap(HikariDataSource.class),
                    petDb.sql.dataSource())) {
                for (Class<?> type : List.of(Connection.class, Statement.class, DataSource.class, driverConnection)) {
                    Object unwrapped = unwrapped(wrapper, type);
                    if (unwrapped instanceof DataSource other) {
                        unwrapped = other.getConnection();
                        underTest.add((Connection) unwrapped);
                    }
                    if (unwrapped instanceof Statement other) {
                        assertRefused("unwrapped", () -> other.execute("insert into wrapped values (2)"));
                    } else if (unwrapped instanceof Connection other) {
                        assertRefused("unwrapped", () -> {
                            if (!database.product().equals("sqlite")) {
                                other.setReadOnly(false);
                            }
                            executeRaw(other, "insert into wrapped values (2)");
                        });
                    }
                    for (Connection each : underTest) {
                        each.close();
                    }
                }
            }
        }
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select count(*) from wrapped")) {
            rows.next();
            assertThat(rows.getInt(1)).isEqualTo(1);
        }
    }

    /** It sends whatever text it gets, and the object behind it is a connection. */
    @Test
    void copiesOfPostgresCannotEndReadOnly() throws Exception {
        try (PooledDatabase petDb = new PooledDatabase(TestDatabases.postgres(), 1, true);
                Connection connection = petDb.borrow()) {
            PGConnection driver = connection.unwrap(PGConnection.class);

            assertThat(driver).isNotInstanceOf(Connection.class);
            assertThat(driver.getParameterStatus("server_version")).isNotEmpty();
            assertThat(driver.escapeIdentifier("a b")).isEqualTo("\"a b\"");
            assertRefused("copy", driver::getCopyAPI);
            assertRefused("large objects", driver::getLargeObjectAPI);
            assertRefused("password", () -> driver.alterUserPassword("joe", "new".toCharArray(), "md5"));
        }
    }

    private static Class<?> driverClass(TestDatabase database, Class<?> fallback) throws Exception {
        if (database.product().equals("duckdb")) {
            return fallback;
        }
        try (Connection connection = database.connect()) {
            return connection.getClass();
        }
    }

    private static @Nullable Object unwrapped(Wrapper wrapper, Class<?> type) {
        try {
            return wrapper.unwrap(type);
        } catch (SQLException | ClassCastException refused) {
            return null;
        }
    }

    private static void assertSwitchRefused(TestDatabase database, String sql) throws Exception {
        HikariConnectionFactory factory = factory(database.jdbcUrl());
        FailFastPool pool = factory.connect(credentials(database));
        try (Connection connection = pool.getConnection()) {
            assertThatExceptionOfType(SQLException.class)
                    .isThrownBy(() -> executeRaw(connection, sql))
                    .satisfies(refusal -> assertThat(refusal.getSQLState()).isEqualTo("25006"));
            assertThatExceptionOfType(SQLException.class)
                    .isThrownBy(() -> executePrepared(connection, sql))
                    .satisfies(refusal -> assertThat(refusal.getSQLState()).isEqualTo("25006"));
        }
        factory.close(pool);
    }

    private static void assertRefused(String change, ThrowingCallable attempt) {
        assertThatExceptionOfType(Exception.class)
                .as(change)
                .isThrownBy(attempt)
                .satisfies(
                        refusal -> assertThat(refusal).isInstanceOfAny(SQLException.class, DataAccessException.class))
                .satisfies(refusal -> assertThat(refusal.toString().toLowerCase(Locale.ROOT))
                        .containsAnyOf("read-only", "read only", "readonly"));
    }

    private static void executeRaw(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static void executePrepared(Connection connection, String sql) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.execute();
        }
    }

    private static void executeBatch(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.addBatch(sql);
            statement.executeBatch();
        }
    }

    private static HikariConnectionFactory factory(String url) {
        SqlSettings settings = new SqlSettings(
                PoolSettings.DEFAULTS, Map.of(), true, Duration.ofSeconds(5), Duration.ofMinutes(1), null, null);
        return new HikariConnectionFactory(
                new ConnectionName("pet-db"), SqlAddress.of(url).target(), settings);
    }

    private static Credentials credentials(TestDatabase database) {
        return database.username().isEmpty()
                ? Credentials.none()
                : Credentials.of(database.username(), database.password());
    }
}
