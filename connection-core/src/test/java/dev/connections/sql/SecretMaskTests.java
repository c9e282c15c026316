package dev.connections.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.connections.ConnectionName;
import dev.connections.credentials.Credentials;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.sql.SQLInvalidAuthorizationSpecException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.util.PSQLException;
import org.postgresql.util.PSQLState;

class SecretMaskTests {

    private static SecretMask mask(String secret) {
        return new SecretMask(List.of(secret), Set.of("scott", "db.example.com", "pets"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"tiger-4711", "ti@g/er:%", "tiger", "ti ger", "tïger€", "p+q&r=s", "$1\\Q", "correct-horse"})
    void findsASecretInEachForm(String secret) {
        SecretMask mask = mask(secret);
        String percent = PercentCoding.encode(secret);
        for (String form : List.of(
                secret,
                percent,
                percent.toLowerCase(java.util.Locale.ROOT),
                Base64.getEncoder().encodeToString(secret.getBytes(StandardCharsets.UTF_8)),
                Base64.getEncoder().encodeToString(("scott:" + secret).getBytes(StandardCharsets.UTF_8)))) {
            for (String around :
                    List.of("%s", "bad URL jdbc:x://scott:%s@host/db", "\"%s\"", "password=%s&a=b", "(%s)", "%s, %s")) {
                assertThat(mask.mask(around.replace("%s", form))).isEqualTo(around.replace("%s", SecretMask.MASK));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "a, Cannot get a connection as 'a' of a pool",
        "sa, Login failed for user 'sa'",
        "pass, password authentication failed for user \"pass\"",
        "password, password authentication failed for user \"scott\"",
        "scott, Access denied for user 'scott'@'localhost' (using password: YES)",
        "pets, database \"pets\" does not exist",
        "1234, Connection to 127.0.0.1:1234 refused",
        "db.example.com, UnknownHostException: db.example.com",
        "tig, the tig is no tiger",
        "tiger, tigers are no tigerish animals"
    })
    void leavesMessagesReadable(String secret, String message) {
        assertThat(mask(secret).mask(message)).isEqualTo(message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "sa", "pass", "password", "scott", "pets", "1234"})
    void findsAWeakSecretWhereASecretStands(String secret) {
        SecretMask mask = mask(secret);

        assertThat(mask.mask("jdbc:x://scott:" + secret + "@host/db")).isEqualTo("jdbc:x://scott:******@host/db");
        assertThat(mask.mask("user=scott&password=" + secret + "&a=b")).isEqualTo("user=scott&password=******&a=b");
        assertThat(mask.mask("sslpassword: '" + secret + "'")).isEqualTo("sslpassword: '******'");
        assertThat(mask.mask("invalid port number: " + secret + "@host")).isEqualTo("invalid port number: ******@host");
        assertThat(mask.mask("thin:scott/" + secret + "@host")).isEqualTo("thin:scott/******@host");
    }

    @Test
    void keepsNamesThatContainASecret() {
        SecretMask mask = new SecretMask(List.of("example"), Set.of("scott", "db.example.com"));

        assertThat(mask.mask("db.example.com: example")).isEqualTo("db.example.com: ******");
    }

    @Test
    void keepsAnExceptionWithoutSecrets() {
        SQLException failure = new SQLException("no route", new IllegalStateException("scott"));

        assertThat(mask("tiger-4711").clean(failure)).isSameAs(failure);
    }

    @Test
    void copiesTypesStatesCodesAndTheWholeChain() {
        SecretMask mask = mask("tiger-4711");
        SQLException failure = new SQLTransientConnectionException("scott, tiger-4711", "08001", 17);
        failure.initCause(new PSQLException("tiger-4711", PSQLState.CONNECTION_FAILURE));
        failure.getCause().initCause(new UnknownHostException("tiger-4711@db.example.com"));
        failure.setNextException(new SQLInvalidAuthorizationSpecException("next tiger-4711", "28000", 3));
        failure.addSuppressed(new IllegalArgumentException("suppressed tiger-4711"));

        SQLException copy = mask.cleanSql(failure);
        Throwable throwable = copy;

        assertThat(throwable)
                .isExactlyInstanceOf(SQLTransientConnectionException.class)
                .hasMessage("scott, ******");
        assertThat(copy.getSQLState()).isEqualTo("08001");
        assertThat(copy.getErrorCode()).isEqualTo(17);
        assertThat(copy.getStackTrace()).isEqualTo(failure.getStackTrace());
        assertThat(copy.getCause()).isInstanceOf(SQLException.class).hasMessage("******");
        assertThat(((SQLException) copy.getCause()).getSQLState()).isEqualTo("08006");
        assertThat(copy.getCause().getCause())
                .isExactlyInstanceOf(UnknownHostException.class)
                .hasMessage("******@db.example.com");
        assertThat((Throwable) copy.getNextException())
                .isExactlyInstanceOf(SQLInvalidAuthorizationSpecException.class)
                .hasMessage("next ******");
        assertThat(copy.getSuppressed()).singleElement().isExactlyInstanceOf(IllegalArgumentException.class);
        assertThat(throwable).hasMessageNotContaining("4711");
    }

    @Test
    void endsOnChainsThatLeadBack() {
        SQLException failure = new SQLException("tiger-4711");
        failure.initCause(new IllegalStateException("tiger-4711", failure));

        Throwable copy = mask("tiger-4711").clean(failure);

        assertThat(copy.getMessage()).isEqualTo(SecretMask.MASK);
        assertThat(copy.getCause().getMessage()).isEqualTo(SecretMask.MASK);
        assertThat(copy.getCause().getCause()).isSameAs(copy);
    }

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
