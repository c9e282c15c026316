package dev.connections.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.connections.ConnectionName;
import dev.connections.credentials.Credentials;
import dev.connections.credentials.CredentialsProvider;
import dev.connections.supervision.SupervisedConnection;
import dev.connections.supervision.SupervisionSettings;
import dev.connections.testing.RequiresServer;
import dev.connections.testing.TestDatabase;
import dev.connections.testing.TestDatabases;
import io.micrometer.observation.tck.TestObservationRegistry;
import io.micrometer.observation.tck.TestObservationRegistryAssert;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;

@RequiresServer
class StatementRetriesTests {

    private static final String BREAKS_ITS_CONNECTION = "select pg_terminate_backend(pg_backend_pid())";

    private final TestObservationRegistry registry = TestObservationRegistry.create();

    private final TestDatabase database = TestDatabases.postgres();

    private final SqlTarget target =
            new SqlTarget(SqlDialect.POSTGRESQL, database.jdbcUrl(), Map.of(), Credentials.none(), null);

    private final ConnectionName name = new ConnectionName("pet-db");

    private final SupervisedConnection<DataSource> supervised = new SupervisedConnection<>(
            name,
            "sql",
            new HikariConnectionFactory(name, target, SqlSettings.DEFAULTS),
            CredentialsProvider.of(Credentials.of(database.username(), database.password())),
            SupervisionSettings.defaults());

    private final SqlConnection petDb = new SupervisedSqlConnection(
            supervised,
            SqlDialect.POSTGRESQL,
            SqlOptions.defaults(),
            new SqlObservations(registry, null, name, target));

    @AfterEach
    void close() {
        supervised.close();
    }

    @Test
    void aReadThatBreaksEveryConnectionIsCountedAndObservedEachTime() {
        assertThatExceptionOfType(DataAccessException.class).isThrownBy(() -> petDb.query(BREAKS_ITS_CONNECTION));
        long repeats = supervised.statistics().repeatedCalls();
        assertThat(repeats).isBetween(1L, 10L);
        TestObservationRegistryAssert.assertThat(registry).hasNumberOfObservationsEqualTo((int) repeats + 1);
    }

    @Test
    void aReadThatIsForOnceIsNotRepeated() {
        assertThatExceptionOfType(DataAccessException.class)
                .isThrownBy(() -> petDb.sql(BREAKS_ITS_CONNECTION).noRetry().rows());
        assertThat(supervised.statistics().repeatedCalls()).isZero();
        TestObservationRegistryAssert.assertThat(registry).hasNumberOfObservationsEqualTo(1);
    }
}
