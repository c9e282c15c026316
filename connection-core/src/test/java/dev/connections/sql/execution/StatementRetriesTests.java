package dev.connections.sql.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.connections.ConnectionName;
import dev.connections.credentials.Credentials;
import dev.connections.credentials.CredentialsProvider;
import dev.connections.sql.SqlConnection;
import dev.connections.sql.SqlOptions;
import dev.connections.sql.SqlStatement;
import dev.connections.sql.dialect.SqlDialect;
import dev.connections.sql.driver.SqlSettings;
import dev.connections.sql.observation.SqlObservations;
import dev.connections.sql.pool.HikariConnectionFactory;
import dev.connections.sql.url.SqlTarget;
import dev.connections.supervision.SupervisedConnection;
import dev.connections.supervision.resilience.SupervisionSettings;
import dev.connections.testing.RequiresServer;
import dev.connections.testing.TestDatabase;
import dev.connections.testing.TestDatabases;
import io.micrometer.observation.tck.TestObservationRegistry;
import io.micrometer.observation.tck.TestObservationRegistryAssert;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.InvalidDataAccessApiUsageException;
import org.springframework.data.domain.PageRequest;

@RequiresServer
class StatementRetriesTests {

    private static final String BREAKS_ITS_CONNECTION = "select pg_terminate_backend(pg_backend_pid())";

    /** Statements that may write, after each of which the caller cannot know whether the server executed it. */
    private static final List<String> WRITES = List.of(
            "insert into pets select 1 from pg_terminate_backend(pg_backend_pid()) returning id",
            "/* a */ -- b\n insert into pets select 1 from pg_terminate_backend(pg_backend_pid()) returning id",
            "with gone as (delete from pets returning id) select pg_terminate_backend(pg_backend_pid())",
            "with gone as (update pets set id = 2 returning id) select pg_terminate_backend(pg_backend_pid())",
            "merge into pets using (select pg_terminate_backend(pg_backend_pid())) s on false"
                    + " when not matched then insert values (1) returning id",
            "explain analyze insert into pets select 1 from pg_terminate_backend(pg_backend_pid())",
            "select nextval('numbers'), pg_terminate_backend(pg_backend_pid())",
            "select id, pg_terminate_backend(pg_backend_pid()) from pets for update",
            "call break_connection(null)",
            "set work_mem = '1MB'; select pg_terminate_backend(pg_backend_pid())",
            "do $$ begin perform pg_terminate_backend(pg_backend_pid()); end $$");

    static Stream<Arguments> writes() {
        return WRITES.stream().flatMap(sql -> endings().map(ending -> Arguments.of(sql, ending)));
    }

    /** A query as an update is refused before it is executed. */
    static Stream<Named<Consumer<SqlStatement>>> queryEndings() {
        return endings().filter(ending -> !ending.getName().equals("update"));
    }

    static Stream<Named<Consumer<SqlStatement>>> endings() {
        return Stream.of(
                Named.of("list", statement -> statement.list(Integer.class)),
                Named.of("one", statement -> statement.one(Integer.class)),
                Named.of("optional", statement -> statement.optional(Integer.class)),
                Named.of("value", statement -> statement.value(Integer.class)),
                Named.of("rows", SqlStatement::rows),
                Named.of("stream", statement -> statement.stream(Integer.class).close()),
                Named.of("cached", statement -> {
                    try {
                        statement.ttl(Duration.ofHours(1)).rows();
                    } catch (InvalidDataAccessApiUsageException refused) {
                        statement.ttl(Duration.ZERO).rows();
                    }
                }),
                Named.of("update", SqlStatement::update));
    }

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

    /** Before the calls, which are not repeated if they began more than 2 s ago. */
    @BeforeEach
    void open() {
        supervised.lease().close();
    }

    @AfterEach
    void close() {
        supervised.close();
    }

    @Test
    void aReadThatBreaksEveryConnectionIsCountedAndObservedEachTime() {
        assertThatExceptionOfType(DataAccessException.class).isThrownBy(() -> petDb.query(BREAKS_ITS_CONNECTION));
        long repeats = supervised.statistics().retriedCalls();
        assertThat(repeats).isBetween(1L, 10L);
        TestObservationRegistryAssert.assertThat(registry).hasNumberOfObservationsEqualTo((int) repeats + 1);
    }

    @ParameterizedTest(name = "{0} by {1}")
    @MethodSource("writes")
    void aWriteIsNotRepeatedByWhateverMethod(String sql, Consumer<SqlStatement> ending) throws Exception {
        createPets();
        assertThatExceptionOfType(DataAccessException.class).isThrownBy(() -> ending.accept(petDb.sql(sql)));
        assertThat(supervised.statistics().retriedCalls()).isZero();
    }

    @Test
    void aWriteInPagesIsNotRepeated() throws Exception {
        createPets();
        String sql = "with gone as (delete from pets returning id) select pg_terminate_backend(pg_backend_pid())";
        assertThatExceptionOfType(DataAccessException.class)
                .isThrownBy(() -> petDb.sql(sql).slice(PageRequest.of(0, 5), Integer.class));
        assertThat(supervised.statistics().retriedCalls()).isZero();
    }

    @Test
    void anInsertThatReturnsKeysAndABatchAreNotRepeated() throws Exception {
        createPets();
        String sql = "insert into pets select :id from pg_terminate_backend(pg_backend_pid())";
        assertThatExceptionOfType(DataAccessException.class)
                .isThrownBy(() -> petDb.sql(sql).param("id", 1).updateReturningKeys("id"));
        assertThatExceptionOfType(DataAccessException.class)
                .isThrownBy(() -> petDb.sql(sql).batch(List.of(Map.of("id", 1), Map.of("id", 2))));
        assertThat(supervised.statistics().retriedCalls()).isZero();
    }

    @ParameterizedTest
    @MethodSource("queryEndings")
    void aReadIsRepeatedByWhateverMethod(Consumer<SqlStatement> ending) {
        assertThatExceptionOfType(DataAccessException.class)
                .isThrownBy(() -> ending.accept(petDb.sql(BREAKS_ITS_CONNECTION)));
        assertThat(supervised.statistics().retriedCalls()).isPositive();
    }

    private void createPets() throws Exception {
        database.execute(
                "create table pets (id int)",
                "insert into pets values (1)",
                "create sequence numbers",
                "create procedure break_connection(inout n int) language plpgsql"
                        + " as $$ begin perform pg_terminate_backend(pg_backend_pid()); end $$");
    }

    @Test
    void aReadWhoseConnectionBreaksAfterMoreThan2SecondsIsNotRepeated() {
        String slow = "select pg_sleep(2.2), pg_terminate_backend(pg_backend_pid())";
        assertThatExceptionOfType(DataAccessException.class).isThrownBy(() -> petDb.query(slow));
        assertThat(supervised.statistics().retriedCalls()).isZero();
    }

    @Test
    void aReadWithoutRetryIsNotRepeated() {
        assertThatExceptionOfType(DataAccessException.class)
                .isThrownBy(() -> petDb.sql(BREAKS_ITS_CONNECTION).noRetry().rows());
        assertThat(supervised.statistics().retriedCalls()).isZero();
        TestObservationRegistryAssert.assertThat(registry).hasNumberOfObservationsEqualTo(1);
    }
}
