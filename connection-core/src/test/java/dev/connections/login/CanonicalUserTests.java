package dev.connections.login;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connections.sql.dialect.SqlDialect;
import dev.connections.testing.RequiresServer;
import dev.connections.testing.TestDatabase;
import dev.connections.testing.TestDatabases;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The servers decide which spellings of a name are one user: those must have one canonical form. */
@Timeout(120)
@RequiresServer
class CanonicalUserTests {

    @Test
    void h2() throws SQLException {
        String url = "jdbc:h2:mem:canonical-users";
        try (Connection owner = DriverManager.getConnection(url, "owner", "owner");
                Statement statement = owner.createStatement()) {
            statement.execute("create user LISA password 'x'");
            statement.execute("create user STRASSE password 'x'");
            check(SqlDialect.H2, url, "LISA", List.of("lisa", "l\u0131sa", "li\u017fa", "l\u0131\u017fa", "l\u0130sa"));
            check(SqlDialect.H2, url, "STRASSE", List.of("stra\u00dfe", "stra\u1e9ee", "\ufb06rasse", "Strasse"));
        }
    }

    @Test
    void postgresql() throws SQLException {
        TestDatabase database = TestDatabases.postgres();
        String user = "u" + "x".repeat(62);
        database.execute("create role " + user + " login password 'x'");
        try {
            check(
                    SqlDialect.POSTGRESQL,
                    database.jdbcUrl(),
                    user,
                    List.of(user + "y", user + "longer", user.toUpperCase(Locale.ROOT)));
        } finally {
            database.execute("drop role " + user);
        }
    }

    @Test
    void mariadb() throws SQLException {
        TestDatabase database = TestDatabases.mariadb();
        database.execute("create user mary identified by 'x'");
        List<String> spellings =
                List.of("'mary'", "MARY", "\"mary\"", "`mary`", "m\u00e1ry", "\uff4dary", "mary@localhost");
        try {
            check(SqlDialect.MARIADB, database.jdbcUrl(), "mary", spellings);
            check(SqlDialect.MYSQL, TestDatabases.mysql().jdbcUrl(), "mary", spellings);
        } finally {
            database.execute("drop user mary");
        }
    }

    @Test
    void usersOfACaseSensitiveServerAreDifferent() {
        assertThat(SqlDialect.POSTGRESQL.canonicalUser("Alice"))
                .isNotEqualTo(SqlDialect.POSTGRESQL.canonicalUser("alice"));
        assertThat(SqlDialect.MARIADB.canonicalUser("Alice")).isNotEqualTo(SqlDialect.MARIADB.canonicalUser("alice"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"SCOTT", " scott ", "\"SCOTT\"", "scott[hr]", "scott as sysdba", "scott[hr] AS SYSDBA"})
    void oracleSplitsProxiesAndRolesOff(String spelling) {
        assertThat(SqlDialect.ORACLE.canonicalUser(spelling)).isEqualTo("scott");
    }

    /** @param spellings each is a user of its own, or has the form of the user that the server takes it for */
    static void check(SqlDialect dialect, String url, String user, List<String> spellings) {
        for (String spelling : spellings) {
            boolean same;
            try {
                DriverManager.getConnection(url, spelling, "x").close();
                same = true;
            } catch (SQLException ex) {
                same = false;
            }
            boolean sameForm = dialect.canonicalUser(spelling).equals(dialect.canonicalUser(user));
            if (same) {
                assertThat(sameForm).as("%s logs in as %s", spelling, user).isTrue();
            }
        }
    }
}
