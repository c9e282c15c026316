package dev.connections.testing.snowflake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.lang.reflect.Method;
import java.math.BigDecimal;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.sql.Connection;
import java.sql.Date;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.util.ReflectionUtils;

/** What the real driver makes of the server. */
@Timeout(60)
class SnowflakeServerTests {

    private final SnowflakeServer server = SnowflakeServer.start();

    @AfterEach
    void stop() {
        server.close();
    }

    private Connection connect(Object... properties) throws SQLException {
        Properties all = new Properties();
        all.put("user", SnowflakeServer.USER);
        all.put("disablePlatformDetection", "true");
        all.put("networkTimeout", "5000");
        all.put("loginTimeout", "5");
        all.put("JDBC_QUERY_RESULT_FORMAT", "JSON");
        for (int i = 0; i < properties.length; i += 2) {
            all.put(properties[i], properties[i + 1]);
        }
        Properties adapted = new Properties();
        // the driver converts names to lower case with the default locale
        all.forEach((name, value) -> adapted.put(
                name.equals("JDBC_QUERY_RESULT_FORMAT") ? name : ((String) name).toUpperCase(Locale.getDefault()),
                value));
        return DriverManager.getConnection(server.jdbcUrl(), adapted);
    }

    private Connection connect() throws SQLException {
        return connect("password", SnowflakeServer.PASSWORD);
    }

    @Test
    void letsInByPassword() throws SQLException {
        try (Connection connection = connect()) {
            assertThat(connection.isValid(1)).isTrue();
            assertThat(server.count(RequestKind.HEARTBEAT)).isEqualTo(1);
        }
        assertThat(server.sessions()).isZero();
        assertThatExceptionOfType(SQLException.class)
                .isThrownBy(() -> connect("password", "wrong"))
                .satisfies(ex -> assertThat(ex.getErrorCode()).isEqualTo(390100));
        assertThat(server.count(RequestKind.LOGIN)).isEqualTo(2);
    }

    @Test
    void letsInByKeyPair() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        KeyPair pair = generator.generateKeyPair();
        KeyPair other = generator.generateKeyPair();
        server.account().publicKey(SnowflakeServer.USER, pair.getPublic());
        try (Connection connection = connect("privateKey", pair.getPrivate(), "authenticator", "snowflake_jwt")) {
            assertThat(connection.isValid(1)).isTrue();
        }
        assertThatExceptionOfType(SQLException.class)
                .isThrownBy(() -> connect("privateKey", other.getPrivate(), "authenticator", "snowflake_jwt"));
    }

    @Test
    void letsInByToken() throws SQLException {
        server.account().token("tok-1", Instant.now().plusSeconds(60));
        server.account().token("tok-2", Instant.now().minusSeconds(60));
        connect("authenticator", "oauth", "token", "tok-1").close();
        connect("authenticator", "programmatic_access_token", "token", "tok-1").close();
        assertThatExceptionOfType(SQLException.class)
                .isThrownBy(() -> connect("authenticator", "oauth", "token", "tok-2"))
                // the older generation tries to get another token, and fails at that
                .satisfies(ex -> assertThat(ex.getErrorCode()).isEqualTo(TestDriver.isOld() ? 200001 : 390318));
    }

    @Test
    void keepsTypes() throws SQLException {
        server.execute(
                "create table t(n bigint, d numeric(10,2), f double, s varchar, b boolean, dt date, ts TIMESTAMP_NTZ,"
                        + " bin varbinary)");
        try (Connection connection = connect();
                PreparedStatement insert = connection.prepareStatement("insert into t values (?,?,?,?,?,?,?,?)")) {
            insert.setLong(1, 7);
            insert.setBigDecimal(2, new BigDecimal("12.34"));
            insert.setDouble(3, 1.5);
            insert.setString(4, "Zoë's");
            insert.setBoolean(5, true);
            insert.setDate(6, Date.valueOf("2024-02-29"));
            insert.setTimestamp(7, Timestamp.from(Instant.parse("2024-02-29T12:00:00.123456789Z")));
            insert.setBytes(8, new byte[] {1, -1});
            assertThat(insert.executeUpdate()).isEqualTo(1);
            try (Statement select = connection.createStatement();
                    ResultSet rows = select.executeQuery("select * from t")) {
                assertThat(rows.next()).isTrue();
                assertThat(rows.getLong(1)).isEqualTo(7);
                assertThat(rows.getBigDecimal(2)).isEqualTo(new BigDecimal("12.34"));
                assertThat(rows.getDouble(3)).isEqualTo(1.5);
                assertThat(rows.getString(4)).isEqualTo("Zoë's");
                assertThat(rows.getBoolean(5)).isTrue();
                assertThat(rows.getDate(6)).isEqualTo(Date.valueOf("2024-02-29"));
                // the zone of the session is UTC
                assertThat(rows.getTimestamp(7).toLocalDateTime())
                        .isEqualTo(LocalDateTime.parse("2024-02-29T12:00:00.123456789"));
                assertThat(rows.getBytes(8)).containsExactly(1, -1);
            }
        }
    }

    @Test
    void takesABatchInOneRequest() throws SQLException {
        server.execute("create table t(n bigint, s varchar)");
        try (Connection connection = connect();
                PreparedStatement insert = connection.prepareStatement("insert into t values (?,?)")) {
            for (int i = 0; i < 100; i++) {
                insert.setInt(1, i);
                insert.setString(2, "row " + i);
                insert.addBatch();
            }
            assertThat(insert.executeBatch()).hasSize(100);
            try (Statement select = connection.createStatement();
                    ResultSet rows = select.executeQuery("select count(*), max(s) from t")) {
                rows.next();
                assertThat(rows.getInt(1)).isEqualTo(100);
                assertThat(rows.getString(2)).isEqualTo("row 99");
            }
        }
        // one that describes, one that inserts, one that selects
        assertThat(server.count(RequestKind.QUERY)).isEqualTo(3);
    }

    @Test
    void sendsLargeResultsInChunks() throws SQLException {
        server.chunkSize(100);
        List<Integer> seen = new ArrayList<>();
        try (Connection connection = connect();
                Statement select = connection.createStatement();
                ResultSet rows = select.executeQuery("select x from system_range(1, 1050) order by x")) {
            while (rows.next()) {
                seen.add(rows.getInt(1));
            }
        }
        assertThat(seen).hasSize(1050).isSorted();
        assertThat(server.count(RequestKind.CHUNK)).isEqualTo(10);
    }

    @Test
    void tellsToAskLaterAndRunsStatementsOnce() throws SQLException {
        server.patience(Duration.ofMillis(50));
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select system$wait(0.3)")) {
            assertThat(rows.next()).isTrue();
        }
        assertThat(server.count(RequestKind.QUERY)).isEqualTo(1);
        assertThat(server.count(RequestKind.RESULT)).isBetween(2, 10);
    }

    @Test
    void runsAsynchronously() throws Exception {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            // by name: the generations of the driver call its interfaces differently
            ResultSet pending = (ResultSet) call(statement, "executeAsyncQuery", "select 42");
            assertThat(call(pending, "getQueryID").toString()).isNotBlank();
            assertThat(pending.next()).isTrue();
            assertThat(pending.getInt(1)).isEqualTo(42);
            Object status = call(pending, TestDriver.isOld() ? "getStatusV2" : "getStatus");
            assertThat(call(status, "getStatus")).hasToString("SUCCESS");
        }
        assertThat(server.count(RequestKind.STATUS)).isPositive();
    }

    private static Object call(Object target, String name, Object... arguments) {
        Class<?>[] types = Arrays.stream(arguments).map(Object::getClass).toArray(Class<?>[]::new);
        Method method = ReflectionUtils.findMethod(target.getClass(), name, types);
        ReflectionUtils.makeAccessible(method);
        return ReflectionUtils.invokeMethod(method, target, arguments);
    }

    @Test
    void renewsTokensAndEndsSessions() throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            server.expireTokens();
            statement.executeQuery("select 1").close();
            assertThat(server.count(RequestKind.RENEWAL)).isEqualTo(1);
            server.expireMasterTokens();
            assertThatExceptionOfType(SQLException.class)
                    .isThrownBy(() -> statement.executeQuery("select 1"))
                    .satisfies(ex -> assertThat(ex.getErrorCode()).isEqualTo(390114));
            assertThat(connection.isValid(1)).isFalse();
        }
        assertThat(server.count(RequestKind.LOGIN)).isEqualTo(1);
    }

    @Test
    void answersWithACodeOnDemand() throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            server.faults().answer(RequestKind.QUERY, "390111", 1);
            assertThatExceptionOfType(SQLException.class)
                    .isThrownBy(() -> statement.executeQuery("select 1"))
                    .satisfies(ex -> assertThat(ex.getErrorCode()).isEqualTo(390111));
            server.faults().answerHttp(RequestKind.QUERY, 503, 1);
            statement.executeQuery("select 1").close();
        }
    }

    @Test
    void tellsWhatIsWrongWithAStatement() throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            assertThatExceptionOfType(SQLException.class)
                    .isThrownBy(() -> statement.executeQuery("select * from nowhere"))
                    .satisfies(ex -> assertThat(ex.getSQLState()).isEqualTo("42S02"))
                    .satisfies(ex -> assertThat(ex.getErrorCode()).isEqualTo(2003));
        }
    }

    @Test
    void endsAStatementThatIsAborted() throws Exception {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.setQueryTimeout(1);
            assertThatExceptionOfType(SQLException.class)
                    .isThrownBy(() -> statement.executeQuery("select system$wait(30)"))
                    .satisfies(ex -> assertThat(ex.getSQLState()).isEqualTo("57014"));
            assertThat(server.count(RequestKind.ABORT)).isPositive();
        }
    }

    @Test
    void rollsBackAndCommits() throws SQLException {
        server.execute("create table t(n bigint)");
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.executeUpdate("insert into t values (1)");
            connection.rollback();
            statement.executeUpdate("insert into t values (2)");
            connection.commit();
            connection.setAutoCommit(true);
            try (ResultSet rows = statement.executeQuery("select n from t")) {
                rows.next();
                assertThat(rows.getInt(1)).isEqualTo(2);
                assertThat(rows.next()).isFalse();
            }
        }
    }

    @Test
    void showsTables() throws SQLException {
        server.execute("create table pets(name varchar)");
        try (Connection connection = connect();
                ResultSet tables = connection.getMetaData().getTables(null, null, "PETS", null)) {
            assertThat(tables.next()).isTrue();
            assertThat(tables.getString("TABLE_NAME")).isEqualTo("PETS");
            try (Statement statement = connection.createStatement();
                    ResultSet columns = statement.executeQuery("describe table pets")) {
                assertThat(columns.next()).isTrue();
                assertThat(columns.getString("name")).isEqualTo("NAME");
                assertThat(columns.getString("type")).isEqualTo("VARCHAR");
            }
        }
    }

    @Test
    void isSilentUntilToldOtherwise() throws Exception {
        try (Connection connection = connect()) {
            server.faults().silence();
            CompletableFuture<Boolean> answer = CompletableFuture.supplyAsync(() -> {
                try (Statement statement = connection.createStatement()) {
                    return statement.execute("select 1");
                } catch (SQLException ex) {
                    return false;
                }
            });
            assertThat(connection.isValid(1)).isFalse();
            assertThat(answer).isNotDone();
            server.faults().clear();
            assertThat(answer.get()).isTrue();
        }
    }

    @Test
    void keepsPortAndDataWhenItIsDownForAWhile() throws SQLException {
        server.execute("create table t(n bigint)", "insert into t values (1)");
        server.down();
        assertThatExceptionOfType(SQLException.class)
                .isThrownBy(() -> connect("loginTimeout", "1", "maxHttpRetries", "1"));
        server.up();
        try (Connection connection = connect();
                ResultSet rows = connection.createStatement().executeQuery("select n from t")) {
            assertThat(rows.next()).isTrue();
        }
    }
}
