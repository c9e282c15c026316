package dev.connections.sql.url;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.connections.ConnectionName;
import dev.connections.credentials.Credentials;
import dev.connections.sql.driver.PoolSettings;
import dev.connections.sql.driver.SqlSettings;
import dev.connections.sql.pool.HikariConnectionFactory;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EmbeddedSecretsTests {

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "jdbc:h2:mem:d;INIT=CREATE USER IF NOT EXISTS scott PASSWORD 's3cret-tiger'",
                "jdbc:h2:mem:d;INIT=create user scott password 's3cret-tiger' admin\\;set schema x",
                "jdbc:h2:mem:d;INIT=create linked table l('', 'jdbc:x', 'scott', 'plain', 'T')\\;set @api_key = 's3cret-tiger'",
                "jdbc:postgresql://h/d?options=-c%20app.token=s3cret-tiger",
                "jdbc:postgresql://h/d?options=-capp.token%3Ds3cret-tiger+-c+geqo%3Doff",
                "jdbc:postgresql://h/d?options=--app.api_key=s3cret-tiger",
                "jdbc:mysql://h/d?sessionVariables=@app_secret='s3cret-tiger'",
                "jdbc:mariadb://h/d?initSql=set password for scott identified by 's3cret-tiger'",
                "create secret s (type s3, key_id 'AKIA', secret 's3cret-tiger')",
                "alter role scott with encrypted password 's3cret-tiger'",
                "set s3_secret_access_key='s3cret-tiger'",
                "set s3_secret_access_key to 's3cret-tiger'",
                "alter session set app.token = s3cret-tiger",
            })
    void findsSecretsInStatementsOfSettings(String setting) {
        assertThat(EmbeddedSecrets.in(setting)).contains("s3cret-tiger");
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "jdbc:h2:mem:d;INIT=create schema if not exists pets\\;set schema pets",
                "jdbc:postgresql://h/d?options=-c%20statement_timeout=90000&sslmode=require",
                "jdbc:mysql://h/d?sessionVariables=sql_mode='ANSI',time_zone='+00:00'",
                "select 'password' as 'word', 'x' from keys where monkey = 'banana'",
                "jdbc:sqlite:/data/it's here.db",
            })
    void takesNothingElseForASecret(String setting) {
        assertThat(EmbeddedSecrets.in(setting)).isEmpty();
    }

    /** H2 repeats the statement of which it has understood nothing. */
    @Test
    void secretsInTheFirstStatementOfH2AreNotShown() {
        String name = "embedded" + UUID.randomUUID();
        for (SqlTarget target : List.of(
                SqlAddress.of("jdbc:h2:mem:" + name + ";INIT=create user scott pass word password 's3cret-tiger'")
                        .target(),
                SqlAddress.of("jdbc:h2:mem:" + name
                                + ";INIT=create schema if not exists x\\;create schemas password 's3cret-tiger'")
                        .target())) {
            Throwable failure = catchThrowable(
                    () -> new HikariConnectionFactory(new ConnectionName("pet-db"), target, SqlSettings.DEFAULTS)
                            .connect(Credentials.of("sa", "")));
            assertThat(failure).isNotNull();
            StringWriter trace = new StringWriter();
            failure.printStackTrace(new PrintWriter(trace));
            assertThat(trace.toString()).contains("pet-db", "******").doesNotContain("tiger");
        }
    }

    /** Drivers repeat the statement, and H2 and DuckDB the part of it that they have not understood. */
    @ParameterizedTest
    @ValueSource(strings = {"jdbc:h2:mem:", "jdbc:duckdb:", "jdbc:sqlite::memory:"})
    void secretsInTheFirstStatementOfThePoolAreNotShown(String url) {
        PoolSettings d = PoolSettings.DEFAULTS;
        PoolSettings pool = new PoolSettings(
                d.maximumSize(),
                d.minimumIdle(),
                d.connectionTimeout(),
                d.idleTimeout(),
                d.maxLifetime(),
                d.keepaliveTime(),
                d.leakDetectionThreshold(),
                d.validationTimeout(),
                "create secre pets (type s3, secret 's3cret-tiger')",
                null,
                null,
                null);
        SqlSettings settings =
                new SqlSettings(pool, Map.of(), false, Duration.ofSeconds(20), Duration.ofMinutes(1), null, null);

        Throwable failure = catchThrowable(() -> new HikariConnectionFactory(
                        new ConnectionName("pet-db"), SqlAddress.of(url).target(), settings)
                .connect(Credentials.none()));

        assertThat(failure).isNotNull();
        StringWriter trace = new StringWriter();
        failure.printStackTrace(new PrintWriter(trace));
        assertThat(trace.toString()).contains("pet-db").doesNotContain("tiger");
    }
}
