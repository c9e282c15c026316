package dev.connections.sql.url;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import dev.connections.ConnectionName;
import dev.connections.credentials.Credentials;
import dev.connections.credentials.CredentialsProvider;
import dev.connections.credentials.SecretMask;
import dev.connections.sql.SqlConnection;
import dev.connections.sql.SqlOptions;
import dev.connections.sql.SqlStatement;
import dev.connections.sql.dialect.SqlDialect;
import dev.connections.sql.driver.PoolSettings;
import dev.connections.sql.driver.SqlSettings;
import dev.connections.sql.execution.SupervisedSqlConnection;
import dev.connections.sql.pool.HikariConnectionFactory;
import dev.connections.supervision.SupervisedConnection;
import dev.connections.supervision.resilience.SupervisionSettings;
import dev.connections.testing.RequiresServer;
import dev.connections.testing.TestDatabase;
import dev.connections.testing.TestDatabases;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataRetrievalFailureException;

/** Generated secrets in each place of the configuration, with each failure of real drivers and servers. */
@RequiresServer
@Timeout(value = 180, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SecretLeaksTests {

    private static final String CHARACTERS = "abcXYZ0189 @:/?#%&;=+!$'\"()[]{}<>|^~`\\äß€";

    /** Pools log on threads of their own. */
    private static final class Log extends AppenderBase<ILoggingEvent> {

        private final List<ILoggingEvent> events = new CopyOnWriteArrayList<>();

        @Override
        protected void append(ILoggingEvent event) {
            events.add(event);
        }
    }

    private final Log logged = new Log();

    private final List<String> loggers = List.of("dev.connections", "com.zaxxer.hikari", "org.mariadb", "com.mysql");

    /** Where a secret is written, and the rest of the configuration. */
    private enum Place {
        CREDENTIALS,
        USER_INFO,
        QUERY,
        JDBC_PARAMETER,
        JDBC_USER_INFO,
        PROPERTY
    }

    private enum Failure {
        REFUSED_LOGIN,
        UNKNOWN_HOST,
        CLOSED_PORT
    }

    private record Case(TestDatabase database, Place place, Failure failure) {

        @Override
        public String toString() {
            return database.jdbcUrl().split(":")[1] + " " + place + " " + failure;
        }
    }

    @BeforeEach
    void capture() {
        logged.start();
        loggers.forEach(name -> {
            Logger logger = (Logger) LoggerFactory.getLogger(name);
            logger.setLevel(name.startsWith("dev") ? Level.TRACE : Level.DEBUG);
            logger.addAppender(logged);
        });
    }

    @AfterEach
    void stop() {
        loggers.forEach(name -> {
            Logger logger = (Logger) LoggerFactory.getLogger(name);
            logger.setLevel(null);
            logger.detachAppender(logged);
        });
    }

    static Stream<Case> cases() {
        return Stream.of(TestDatabases.postgres(), TestDatabases.mariadb(), TestDatabases.mysql())
                .flatMap(database -> Stream.of(Place.values()).flatMap(place -> Stream.of(Failure.values())
                        .map(failure -> new Case(database, place, failure))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void noSecretIsShown(Case each) {
        Random random = new Random(each.toString().hashCode());
        String readable = failure(each, "Neutral-9-Neutral");
        List<String> secrets = new ArrayList<>(List.of(
                "tiger", "a", "sa", "pass", "password", "localhost", TestDatabases.USERNAME, each.database.database()));
        for (int i = 0; i < 3; i++) {
            StringBuilder secret = new StringBuilder();
            for (int j = 0; j < 12; j++) {
                secret.append(CHARACTERS.charAt(random.nextInt(CHARACTERS.length())));
            }
            secrets.add("q" + secret + "z");
        }
        for (String secret : secrets) {
            logged.events.clear();
            String text = failure(each, secret);

            if (secret.startsWith("q") || secret.equals("tiger")) {
                assertThat(text).doesNotContain(secret, UrlEncoding.encode(secret));
                assertThat(logged.events).allSatisfy(event -> assertThat(event.getFormattedMessage()
                                + ((event.getThrowableProxy() == null)
                                        ? ""
                                        : event.getThrowableProxy().getMessage())
                                + event.getThreadName())
                        .doesNotContain(secret, UrlEncoding.encode(secret)));
            }
            // as readable as with any other secret
            assertThat(text.lines().findFirst())
                    .as(secret)
                    .isEqualTo(readable.lines().findFirst());
        }
    }

    /** The message, and then all that a stack trace shows. */
    private static String failure(Case each, String secret) {
        SqlAddress address = address(each, secret);
        SqlTarget target = address.target();
        boolean direct = each.place == Place.CREDENTIALS || each.place == Place.PROPERTY;
        SqlSettings settings = new SqlSettings(
                PoolSettings.DEFAULTS,
                (each.place == Place.PROPERTY) ? Map.of("password", secret) : Map.of(),
                false,
                Duration.ofSeconds(20),
                Duration.ofMinutes(1),
                null,
                null);
        Credentials credentials = direct
                ? Credentials.of(TestDatabases.USERNAME, (each.place == Place.PROPERTY) ? null : secret)
                : target.credentials();
        assertThat(credentials.user()).isEqualTo(TestDatabases.USERNAME);
        assertThat(direct || secret.equals(credentials.secret())).isTrue();
        Throwable failure = catchThrowable(
                () -> new HikariConnectionFactory(new ConnectionName("pet-db"), target, settings).connect(credentials));
        assertThat(failure).isNotNull();
        assertThat(failure.getMessage())
                .contains("pet-db", each.failure == Failure.UNKNOWN_HOST ? "nowhere" : "127.0.0.1");
        if (each.failure == Failure.REFUSED_LOGIN) {
            assertThat(failure.getMessage()).contains("'" + TestDatabases.USERNAME + "'");
            assertThat(failure.getCause()).isInstanceOf(SQLException.class);
            assertThat(((SQLException) failure.getCause()).getSQLState()).startsWith("28");
        }
        StringWriter trace = new StringWriter();
        failure.printStackTrace(new PrintWriter(trace));
        // what differs from attempt to attempt
        String message = failure.getMessage()
                .replaceAll("\\s+", " ")
                .replaceAll("\\d+ (ms|milliseconds)|conn=\\d+|(?<=nowhere.invalid): [A-Z][a-z ]+", "");
        return message + "\n" + trace + address + target + settings;
    }

    private static SqlAddress address(Case each, String secret) {
        TestDatabase database = each.database;
        String dialect = database.jdbcUrl().split(":")[1];
        String host =
                switch (each.failure) {
                    case REFUSED_LOGIN -> "127.0.0.1:" + database.port();
                    case UNKNOWN_HOST -> "nowhere.invalid:" + database.port();
                    case CLOSED_PORT -> "127.0.0.1:1";
                };
        String user = TestDatabases.USERNAME;
        String encoded = UrlEncoding.encode(secret);
        String rest = host + "/" + database.database();
        return SqlAddress.of(
                switch (each.place) {
                    case CREDENTIALS, PROPERTY -> dialect + "://" + rest;
                    case USER_INFO -> dialect + "://" + user + ":" + encoded + "@" + rest;
                    case QUERY -> dialect + "://" + rest + "?password=" + encoded + "&user=" + user;
                    case JDBC_PARAMETER -> "jdbc:" + dialect + "://" + rest + "?user=" + user + "&password=" + encoded;
                    case JDBC_USER_INFO -> "jdbc:" + dialect + "://" + user + ":" + encoded + "@" + rest;
                });
    }

    /** A way to run a statement that fails, with a text that the database repeats. */
    private enum Access {
        LIST((sql, text) -> sql.query(text, Integer.class)),
        ROWS((sql, text) -> sql.query(text)),
        STREAM((sql, text) -> sql.sql(text).stream(Integer.class).toList()),
        UPDATE((sql, text) -> sql.update(text)),
        KEYS((sql, text) -> sql.sql(text).updateReturningKeys("id")),
        TRANSACTION((sql, text) -> sql.transaction(tx -> tx.query(text, Integer.class))),
        JDBC_CLIENT((sql, text) -> sql.jdbcClient().sql(text).update()),
        DATA_SOURCE(SecretLeaksTests::batch);

        private final BiConsumer<SqlConnection, String> run;

        Access(BiConsumer<SqlConnection, String> run) {
            this.run = run;
        }
    }

    private static void batch(SqlConnection sql, String text) {
        try (Connection jdbc = sql.dataSource().getConnection();
                Statement statement = jdbc.createStatement()) {
            statement.addBatch(text);
            statement.executeBatch();
        } catch (SQLException ex) {
            throw new IllegalStateException(ex);
        }
    }

    static Stream<Arguments> statements() {
        String h2 = "jdbc:h2:mem:masked";
        return Stream.of(
                        TestDatabases.postgres().jdbcUrl(),
                        TestDatabases.mariadb().jdbcUrl(),
                        TestDatabases.mysql().jdbcUrl(),
                        h2)
                .flatMap(url -> Stream.of(Access.values()).map(access -> Arguments.of(url, access)));
    }

    /** The statement itself is shown, as its author wrote it. What the driver adds is masked. */
    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("statements")
    void noSecretIsShownByAFailedStatement(String url, Access access) {
        String secret = "Neutral-9-Neutral";
        SupervisedConnection<DataSource> supervised = configuredWith(secret, url);
        try {
            SqlConnection sql =
                    new SupervisedSqlConnection(supervised, SqlDialect.ofJdbcUrl(url), SqlOptions.defaults());
            Throwable failure = catchThrowable(() -> access.run.accept(sql, "'" + secret + "' selec"));

            assertThat(failure).isNotNull();
            for (Throwable each = failure; each != null; each = each.getCause()) {
                if (each instanceof SQLException) {
                    assertThat(each.getMessage()).doesNotContain(secret).contains(SecretMask.MASK);
                }
            }
            assertThat(failure).hasRootCauseInstanceOf(SQLException.class);
        } finally {
            supervised.close();
        }
    }

    static Stream<Arguments> columns() {
        return statements().map(arguments -> arguments.get()[0]).distinct().flatMap(url -> Stream.of(
                        Integer.class, Long.class, BigDecimal.class, LocalDate.class, UUID.class)
                .map(type -> Arguments.of(url, type)));
    }

    /** Drivers repeat the value that they cannot convert. */
    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("columns")
    void noSecretIsShownByAColumnThatCannotBeRead(String url, Class<?> type) {
        String secret = "Neutral-9-Neutral";
        SupervisedConnection<DataSource> supervised = configuredWith(secret, url);
        try {
            SqlConnection sql =
                    new SupervisedSqlConnection(supervised, SqlDialect.ofJdbcUrl(url), SqlOptions.defaults());
            Supplier<SqlStatement> statement =
                    () -> sql.sql("select cast(:value as char(17)) as n").param("value", secret);
            for (ThrowingCallable read : List.<ThrowingCallable>of(
                    () -> statement.get().list(type),
                    () -> statement.get().value(type),
                    () -> statement.get().stream(type).toList(),
                    () -> sql.transaction(
                            tx -> tx.query("select cast(:value as char(17)) as n", Map.of("value", secret), type)))) {
                Throwable failure = catchThrowable(read);

                StringWriter trace = new StringWriter();
                assertThat(failure).isInstanceOf(DataRetrievalFailureException.class);
                failure.printStackTrace(new PrintWriter(trace));
                assertThat(trace.toString()).doesNotContain(secret);
            }
        } finally {
            supervised.close();
        }
    }

    private static SupervisedConnection<DataSource> configuredWith(String secret, String url) {
        boolean server = !url.startsWith("jdbc:h2:");
        SqlTarget target = SqlAddress.of(url).target();
        SqlSettings settings = new SqlSettings(
                PoolSettings.DEFAULTS,
                !server
                        ? Map.of()
                        : Map.of(url.startsWith("jdbc:postgresql:") ? "sslpassword" : "trustStorePassword", secret),
                false,
                Duration.ofSeconds(20),
                Duration.ofMinutes(1),
                null,
                null);
        ConnectionName name = new ConnectionName("pet-db");
        return new SupervisedConnection<>(
                name,
                "sql",
                new HikariConnectionFactory(name, target, settings),
                CredentialsProvider.of(
                        server
                                ? Credentials.of(TestDatabases.USERNAME, TestDatabases.PASSWORD)
                                : Credentials.of("sa", secret)),
                SupervisionSettings.defaults().withTimeouts(Duration.ofMinutes(1), Duration.ofSeconds(10)));
    }
}
