package dev.connections.sql.errors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connections.sql.dialect.SqlDialect;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.dao.PermissionDeniedDataAccessException;

class ConnectionFailuresTests {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            POSTGRESQL | 25006 | 0    | ERROR: cannot execute INSERT in a read-only transaction              | true
            POSTGRESQL | 25006 | 0    | FEHLER: kann INSERT nicht in einer Read-Only-Transaktion ausführen   | true
            POSTGRESQL | 42501 | 0    | ERROR: permission denied for table pets                              | false
            MYSQL      | HY000 | 1290 | The MySQL server is running with the --read-only option so it cannot | true
            MYSQL      | HY000 | 1290 | The MySQL server is running with the --super-read-only option so it  | true
            MYSQL      | HY000 | 1290 | The MySQL server is running with the --skip-grant-tables option so   | false
            MYSQL      | HY000 | 1290 | The MySQL server is running with the --secure-file-priv option so it | false
            MYSQL      | HY000 | 1836 | Running in read-only mode                                            | true
            MYSQL      | 25006 | 1792 | Cannot execute statement in a READ ONLY transaction.                 | false
            MARIADB    | HY000 | 1290 | (conn=21) The MariaDB server is running with the --read-only option  | true
            MARIADB    | HY000 | 1836 | (conn=21) Running in read-only mode                                  | true
            SQLSERVER  | S0001 | 3906 | Failed to update database "pets" because the database is read-only.  | true
            SQLSERVER  | S0001 | 229  | The INSERT permission was denied on the object "pets"                | false
            ORACLE     | 72000 | 16000 | ORA-16000: database or pluggable database open for read-only access | true
            ORACLE     | 25006 | 1456 | ORA-01456: may not perform insert inside a READ ONLY transaction     | false
            H2         | 25006 | 1290 | read-only                                                            | false
            SNOWFLAKE  | 25006 | 3906 | read-only                                                            | false
            """)
    void aServerThatTakesNoWritesIsToldFromOtherRefusals(
            SqlDialect dialect, String state, int code, String message, boolean readOnlyServer) {
        SQLException failure = new SQLException(message, state, code);
        assertThat(ConnectionFailures.isReadOnlyServer(failure, dialect)).isEqualTo(readOnlyServer);
        assertThat(ConnectionFailures.isReadOnlyServer(
                        new PermissionDeniedDataAccessException("write", failure), dialect))
                .isEqualTo(readOnlyServer);
        assertThat(ConnectionFailures.isBroken(failure, dialect)).isFalse();
    }

    @Test
    void theEndedSessionsOfSnowflakeAreBrokenAndWereNotHeard() {
        for (int code : new int[] {390104, 390111, 390112, 390114, 390195, 390318}) {
            SQLException failure = new SQLException("session", "08001", code);
            assertThat(ConnectionFailures.isUnknownSession(failure, SqlDialect.SNOWFLAKE))
                    .isTrue();
            assertThat(ConnectionFailures.isBroken(failure, SqlDialect.SNOWFLAKE))
                    .isTrue();
        }
    }
}
