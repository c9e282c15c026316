package dev.connections.credentials;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.sql.SQLInvalidAuthorizationSpecException;
import java.sql.SQLTransientConnectionException;
import java.util.Base64;
import java.util.List;
import java.util.Set;
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
        String percent = URLEncoder.encode(secret, StandardCharsets.UTF_8).replace("+", "%20");
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

        SQLException copy = mask.clean(failure, SQLException.class);
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
}
