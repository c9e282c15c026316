package dev.connections.testing.faults;

import static dev.connections.testing.Records.with;

import dev.connections.ConnectionName;
import dev.connections.credentials.Credentials;
import dev.connections.credentials.CredentialsProvider;
import dev.connections.sql.SqlOptions;
import dev.connections.sql.dialect.SqlDialect;
import dev.connections.sql.driver.SqlSettings;
import dev.connections.sql.execution.SupervisedSqlConnection;
import dev.connections.sql.pool.HikariConnectionFactory;
import dev.connections.sql.url.SqlAddress;
import dev.connections.supervision.SupervisedConnection;
import dev.connections.supervision.resilience.SupervisionSettings;
import dev.connections.testing.TestDatabase;
import java.time.Duration;
import javax.sql.DataSource;

/** A connection of this project with its defaults. */
public final class SupervisedSubject implements Subject {

    private static final SqlSettings SETTINGS = SqlSettings.DEFAULTS;

    private static final SupervisionSettings SUPERVISION = SupervisionSettings.defaults()
            .withRecovery(with(SupervisionSettings.Recovery.defaults(), "eagerPeriod", Duration.ofMinutes(1)));

    private final SupervisedConnection<DataSource> supervised;

    private final SupervisedSqlConnection sql;

    /** @param database what to read from, as the user who owns it */
    public SupervisedSubject(TestDatabase database) {
        this(database, CredentialsProvider.of(Credentials.of(database.username(), database.password())));
    }

    /** A subject whose pool opens no session but those that callers wait for. */
    public static SupervisedSubject withoutMinimumIdle(TestDatabase database) {
        return new SupervisedSubject(
                database,
                CredentialsProvider.of(Credentials.of(database.username(), database.password())),
                new SqlSettings(
                        SETTINGS.pool().withSize(SETTINGS.pool().maximumSize(), 0),
                        SETTINGS.properties(),
                        SETTINGS.readOnly(),
                        SETTINGS.loginTimeout(),
                        SETTINGS.socketTimeout(),
                        null,
                        null));
    }

    /**
     * @param database what to read from
     * @param credentials as whom
     */
    public SupervisedSubject(TestDatabase database, CredentialsProvider credentials) {
        this(database, credentials, SETTINGS);
    }

    private SupervisedSubject(TestDatabase database, CredentialsProvider credentials, SqlSettings settings) {
        ConnectionName name = new ConnectionName("pet-db");
        this.supervised = new SupervisedConnection<>(
                name,
                "sql",
                new HikariConnectionFactory(
                        name, SqlAddress.of(database.jdbcUrl()).target(), settings),
                credentials,
                SUPERVISION);
        this.sql = new SupervisedSqlConnection(
                supervised, SqlDialect.ofJdbcUrl(database.jdbcUrl()), SqlOptions.defaults());
    }

    /** The supervised connection underneath. */
    public SupervisedConnection<DataSource> supervised() {
        return supervised;
    }

    /** The connection. */
    public SupervisedSqlConnection sql() {
        return sql;
    }

    @Override
    public String read() {
        return sql.sql("select current_user").value(String.class);
    }

    @Override
    public DataSource dataSource() {
        return sql.dataSource();
    }

    @Override
    public int poolSize() {
        return SETTINGS.pool().maximumSize();
    }

    @Override
    public void close() {
        supervised.close();
    }

    @Override
    public String toString() {
        return "connections";
    }
}
