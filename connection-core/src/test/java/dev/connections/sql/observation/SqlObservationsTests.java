package dev.connections.sql.observation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.management.ThreadMXBean;
import dev.connections.ConnectionName;
import dev.connections.credentials.Credentials;
import dev.connections.credentials.CredentialsProvider;
import dev.connections.sql.SqlConnection;
import dev.connections.sql.SqlOptions;
import dev.connections.sql.dialect.SqlDialect;
import dev.connections.sql.driver.SqlSettings;
import dev.connections.sql.execution.SupervisedSqlConnection;
import dev.connections.sql.pool.HikariConnectionFactory;
import dev.connections.sql.url.SqlTarget;
import dev.connections.supervision.SupervisedConnection;
import dev.connections.supervision.resilience.SupervisionSettings;
import io.micrometer.common.KeyValue;
import io.micrometer.common.KeyValues;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.tck.TestObservationRegistry;
import io.micrometer.observation.tck.TestObservationRegistryAssert;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.BadSqlGrammarException;

class SqlObservationsTests {

    private static final SqlTarget TARGET = target("jdbc:h2:mem:observed");

    private final TestObservationRegistry registry = TestObservationRegistry.create();

    private final Everything everything = new Everything();

    private final SupervisedConnection<DataSource> supervised = supervised(TARGET);

    private final SqlConnection petDb = observed(supervised, registry, null);

    @BeforeEach
    void prepare() {
        petDb.update("drop all objects");
        petDb.update("create table pets (id int primary key, name varchar(20))");
        petDb.update("insert into pets values (1, 'Rex'), (2, 'Tom')");
        registry.clear();
        registry.observationConfig().observationHandler(everything);
    }

    @AfterEach
    void close() {
        supervised.close();
    }

    @Test
    void aCallIsNamedAsOpenTelemetryNamesIt() {
        petDb.query("select * from pets where name = 'Rex' and id = :id", Map.of("id", 1));
        TestObservationRegistryAssert.assertThat(registry)
                .hasNumberOfObservationsEqualTo(1)
                .hasObservationWithNameEqualTo("db.client.operation.duration")
                .that()
                .hasBeenStarted()
                .hasBeenStopped()
                .hasContextualNameEqualTo("SELECT pets")
                .hasLowCardinalityKeyValue("connection", "pet-db")
                .hasLowCardinalityKeyValue("db.system.name", "h2database")
                .hasLowCardinalityKeyValue("db.namespace", "observed")
                .hasLowCardinalityKeyValue("db.operation.name", "SELECT")
                .doesNotHaveLowCardinalityKeyValueWithKey("db.response.status_code")
                .doesNotHaveLowCardinalityKeyValueWithKey("error.type")
                .doesNotHaveLowCardinalityKeyValueWithKey("server.address")
                .hasHighCardinalityKeyValue("db.query.summary", "SELECT pets")
                .hasHighCardinalityKeyValue("db.query.text", "select * from pets where name = ? and id = :id")
                .doesNotHaveError();
    }

    @Test
    void everyWayToCallIsObserved() {
        petDb.query("select * from pets");
        petDb.sql("select name from pets where id = 1").one(String.class);
        petDb.update("update pets set name = 'Max' where id = 1");
        petDb.sql("insert into pets values (?, ?)").batch(List.of(new Object[] {3, "Ben"}, new Object[] {4, "Leo"}));
        petDb.table("pets");
        petDb.transaction(tx -> tx.update("delete from pets where id = 4"));
        try (Stream<String> names = petDb.sql("select name from pets").stream(String.class)) {
            assertThat(names).hasSize(3);
        }
        assertThat(everything.contexts)
                .extracting(context ->
                        context.getLowCardinalityKeyValue("db.operation.name").getValue())
                .containsExactly("SELECT", "SELECT", "UPDATE", "INSERT", "SELECT", "DELETE", "COMMIT", "SELECT");
    }

    @Test
    void nothingIsToldThatIsNotKnown() {
        petDb.query("select * from pets");
        assertThatExceptionOfType(DataAccessException.class).isThrownBy(() -> petDb.query("selectt 1"));
        assertThat(everything.contexts)
                .extracting(context -> context.getLowCardinalityKeyValues().stream()
                        .map(KeyValue::getKey)
                        .toList())
                .containsExactly(
                        List.of("connection", "db.namespace", "db.operation.name", "db.system.name"),
                        List.of(
                                "connection",
                                "db.namespace",
                                "db.operation.name",
                                "db.response.status_code",
                                "db.system.name",
                                "error.type"));
    }

    @Test
    void theServerIsTold() {
        SqlTarget target = target("jdbc:postgresql://db.example.com/pets");
        new SqlObservations(registry, null, new ConnectionName("pet-db"), target).observe("select 1", () -> 1);
        assertThat(everything.contexts.get(0).getLowCardinalityKeyValues())
                .contains(KeyValue.of("server.address", "db.example.com"), KeyValue.of("server.port", "5432"));
    }

    @Test
    void commitsAndRollbacksAreObserved() throws Exception {
        petDb.transaction(tx -> tx.update("delete from pets where id = 1"));
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> petDb.transaction(tx -> {
                    tx.update("delete from pets where id = 2");
                    throw new IllegalStateException("no");
                }));
        try (java.sql.Connection jdbc = petDb.dataSource().getConnection()) {
            jdbc.setAutoCommit(false);
            jdbc.rollback();
        }
        assertThat(everything.contexts)
                .extracting(context ->
                        context.getLowCardinalityKeyValue("db.operation.name").getValue())
                .containsExactly("DELETE", "COMMIT", "DELETE", "ROLLBACK", "ROLLBACK");
    }

    @Test
    void aFailureIsToldByItsTypeAndSqlState() {
        assertThatExceptionOfType(DuplicateKeyException.class)
                .isThrownBy(() -> petDb.update("insert into pets values (1, 'Ada')"));
        TestObservationRegistryAssert.assertThat(registry)
                .hasSingleObservationThat()
                .hasLowCardinalityKeyValue("error.type", DuplicateKeyException.class.getName())
                .hasLowCardinalityKeyValue("db.response.status_code", "23505")
                .hasError();
    }

    @Test
    void aCallOfAConnectionThatIsNotThereIsObservedToo() {
        supervised.close();
        assertThatExceptionOfType(DataAccessException.class).isThrownBy(() -> petDb.query("select 1"));
        TestObservationRegistryAssert.assertThat(registry)
                .hasSingleObservationThat()
                .hasLowCardinalityKeyValue("error.type", DataAccessResourceFailureException.class.getName());
    }

    @Test
    void neitherLiteralsNorParametersAppearAnywhere() {
        petDb.query("select 'secret' /* secret */ from pets where name <> :name -- secret\n", Map.of("name", "secret"));
        petDb.sql("select count(*) from pets where name in (:names)")
                .param("names", List.of("secret", "secret2"))
                .value(Long.class);
        petDb.update("insert into pets values (5, 'secret')");
        petDb.sql("insert into pets values (?, ?)").batch(List.<Object[]>of(new Object[] {6, "secret"}));
        try (Stream<String> names = petDb.sql("select 'secret' from pets").stream(String.class)) {
            assertThat(names).contains("secret");
        }
        assertThatExceptionOfType(BadSqlGrammarException.class)
                .isThrownBy(() -> petDb.query("select 'secret' fromm pets where x = 'secret' and '"))
                .withMessageContaining("secret");
        assertThatExceptionOfType(DataAccessException.class)
                .isThrownBy(() -> petDb.sql("select cast(:text as int) + 'secret'")
                        .param("text", "secret")
                        .value(Integer.class))
                .withStackTraceContaining("secret");
        assertThatExceptionOfType(DataAccessException.class)
                .isThrownBy(() -> petDb.table("secret"))
                .withMessageContaining("secret");
        assertThat(everything.contexts).hasSize(7);
        assertThat(everything.text()).contains("db.query.text").doesNotContain("secret");
    }

    @Test
    void aConventionOfTheApplicationsOwnReplacesTheNames() {
        SqlObservationConvention own = new DefaultSqlObservationConvention() {
            @Override
            public String getName() {
                return "pets.calls";
            }

            @Override
            public KeyValues getHighCardinalityKeyValues(SqlObservationContext context) {
                return KeyValues.empty();
            }
        };
        observed(supervised, registry, own).query("select * from pets");
        TestObservationRegistryAssert.assertThat(registry)
                .hasSingleObservationThat()
                .hasNameEqualTo("pets.calls")
                .hasLowCardinalityKeyValue("db.operation.name", "SELECT")
                .doesNotHaveHighCardinalityKeyValueWithKey("db.query.text");
    }

    @ParameterizedTest
    @CsvSource({
        "jdbc:postgresql://localhost:5432/pets, pets",
        "jdbc:postgresql://localhost/pet%20shop?user=scott, pet shop",
        "jdbc:postgresql://localhost:5432/, none",
        "jdbc:postgresql://localhost, none",
        "jdbc:postgresql:pets, pets",
        "jdbc:mysql://localhost/pets, pets",
        "'jdbc:mysql://(host=a,password=tiger)/pets', none",
        "jdbc:sqlserver://localhost:1433;databaseName=pets;encrypt=true, pets",
        "jdbc:sqlserver://localhost, none",
        "jdbc:oracle:thin:@//localhost:1521/pets, pets",
        "jdbc:oracle:thin:@localhost:1521:pets, pets",
        "jdbc:h2:mem:pets;DB_CLOSE_DELAY=-1, pets",
        "jdbc:h2:mem:, none",
        "jdbc:h2:./data/pets, pets",
        "jdbc:sqlite::memory:, none",
        "jdbc:duckdb:/data/pets.db, pets.db"
    })
    void theNamespaceIsTheNameOfTheDatabase(String url, String namespace) {
        SqlObservations observations = new SqlObservations(registry, null, new ConnectionName("pet-db"), target(url));
        observations.observe("select 1", () -> 1);
        var observed = TestObservationRegistryAssert.assertThat(registry);
        if (namespace.equals("none")) {
            observed.hasSingleObservationThat().doesNotHaveLowCardinalityKeyValueWithKey("db.namespace");
        } else {
            observed.hasSingleObservationThat().hasLowCardinalityKeyValue("db.namespace", namespace);
        }
    }

    @Test
    void aConnectionThatIsConfiguredAnewTellsOfItsNewDatabase() {
        SqlObservations observations = new SqlObservations(registry, null, new ConnectionName("pet-db"), TARGET);
        observations.useTarget(target("jdbc:h2:mem:elsewhere"));
        observations.observe("select 1", () -> 1);
        TestObservationRegistryAssert.assertThat(registry)
                .hasSingleObservationThat()
                .hasLowCardinalityKeyValue("db.namespace", "elsewhere");
    }

    @ParameterizedTest
    @CsvSource({
        "select 1, SELECT",
        "' (Select 1) union (select 2)', SELECT",
        "/* hint */ insert into t values (1), INSERT",
        "with x as (select 1) select * from x, WITH",
        "secret, OTHER",
        "?, OTHER"
    })
    void theOperationIsOneOfAFew(String sql, String operation) {
        assertThat(ObservedStatement.of(sql, SqlDialect.H2).operation()).isEqualTo(operation);
    }

    /** Not one byte for each call: neither without a registry, nor with one that nobody listens to. */
    @Test
    void costsNothingWhenNobodyListens() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        for (ObservationRegistry silent : List.of(ObservationRegistry.NOOP, ObservationRegistry.create())) {
            SqlObservations observations = new SqlObservations(silent, null, new ConnectionName("pet-db"), TARGET);
            long observed = 0;
            for (int i = 0; i < 20_000; i++) {
                observed += observations.isNoop() ? 0 : 1;
            }
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < 100_000; i++) {
                observed += observations.isNoop() ? 0 : 1;
            }
            assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(100_000);
            assertThat(observed).isZero();
        }
    }

    private static SqlTarget target(String url) {
        return new SqlTarget(SqlDialect.ofJdbcUrl(url), url, Map.of(), Credentials.none(), null);
    }

    private static SupervisedConnection<DataSource> supervised(SqlTarget target) {
        ConnectionName name = new ConnectionName("pet-db");
        return new SupervisedConnection<>(
                name,
                "sql",
                new HikariConnectionFactory(name, target, SqlSettings.DEFAULTS),
                CredentialsProvider.of(Credentials.none()),
                SupervisionSettings.defaults());
    }

    private static SqlConnection observed(
            SupervisedConnection<DataSource> supervised,
            ObservationRegistry registry,
            @Nullable SqlObservationConvention convention) {
        return new SupervisedSqlConnection(
                supervised,
                SqlDialect.H2,
                SqlOptions.defaults(),
                new SqlObservations(registry, convention, new ConnectionName("pet-db"), TARGET));
    }

    /** Keeps all that a handler could show. */
    private static final class Everything implements ObservationHandler<Observation.Context> {

        private final List<Observation.Context> contexts = new CopyOnWriteArrayList<>();

        @Override
        public void onStop(Observation.Context context) {
            contexts.add(context);
        }

        @Override
        public boolean supportsContext(Observation.Context context) {
            return true;
        }

        String text() {
            StringWriter text = new StringWriter();
            for (Observation.Context context : contexts) {
                text.append(context.toString()).append('\n');
                if (context.getError() != null) {
                    context.getError().printStackTrace(new PrintWriter(text));
                }
            }
            return text.toString();
        }
    }
}
