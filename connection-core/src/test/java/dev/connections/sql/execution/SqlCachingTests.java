package dev.connections.sql.execution;

import static dev.connections.testing.Records.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.connections.cache.CacheSettings;
import dev.connections.cache.CachedQueryReport;
import dev.connections.cache.CachedResult;
import dev.connections.rows.Row;
import dev.connections.rows.Rows;
import dev.connections.sql.SqlConnection;
import dev.connections.sql.SqlOptions;
import dev.connections.sql.TestConnection;
import dev.connections.testing.TestDatabase;
import dev.connections.testing.TestDatabases;
import java.io.ByteArrayInputStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.EmptyResultDataAccessException;
import org.springframework.dao.InvalidDataAccessApiUsageException;
import org.springframework.data.domain.PageRequest;
import org.springframework.data.domain.Slice;
import org.springframework.jdbc.BadSqlGrammarException;
import org.springframework.transaction.support.TransactionTemplate;

/** What {@code ttl(…)} and the settings of a connection do to its reads and writes. */
class SqlCachingTests {

    private static final Duration HOUR = Duration.ofHours(1);

    private static final String OWNERS = "select * from pet_owners order by person";

    private final TestDatabase database = TestDatabases.h2();

    private final TestConnection connection = new TestConnection(database, SqlOptions.defaults());

    private final SqlConnection petDb = connection.sql;

    record PetOwner(String person, String pet) {}

    record WithBytes(byte[] person) {}

    static class PetOwnerBean {

        private String person = "";

        public String getPerson() {
            return person;
        }

        public void setPerson(String person) {
            this.person = person;
        }
    }

    @BeforeEach
    void prepare() throws SQLException {
        database.execute(
                "create table pet_owners (person varchar(20), pet varchar(20))",
                "insert into pet_owners values ('mary', 'dog'), ('john', 'cat'), ('robert', 'bird')");
    }

    @AfterEach
    void close() {
        connection.close();
    }

    /** Behind the connection's back. */
    private void addOwner() throws SQLException {
        database.execute("insert into pet_owners values ('alex', 'puppy')");
    }

    private void use(CacheSettings settings) {
        petDb.cache().setSettings(settings);
    }

    @Test
    void nothingIsCachedUnlessSomebodySaysSo() throws SQLException {
        petDb.query(OWNERS);
        addOwner();
        assertThat(petDb.query(OWNERS)).hasSize(4);
        assertThat(petDb.cache().entries()).isEmpty();
    }

    @Test
    void everyWayToReadTakesATtl() throws SQLException {
        String cats = "select * from pet_owners where pet = :pet order by person";
        String name = "select person from pet_owners where pet = ?";
        PageRequest page = PageRequest.of(0, 2);
        for (int round = 0; round < 2; round++) {
            assertThat(petDb.query(OWNERS, HOUR)).hasSize(3);
            assertThat(petDb.query(cats, Map.of("pet", "cat"), HOUR)).hasSize(1);
            assertThat(petDb.sql(cats).param("pet", "puppy").ttl(HOUR).list(PetOwner.class))
                    .isEmpty();
            assertThat(petDb.sql(name).param("cat").ttl(HOUR).one(String.class)).isEqualTo("john");
            assertThat(petDb.sql(name).param("puppy").ttl(HOUR).optional(String.class))
                    .isEmpty();
            assertThat(petDb.sql("select count(*) from pet_owners").ttl(HOUR).value(Long.class))
                    .isEqualTo(3);
            Slice<PetOwner> slice = petDb.sql(OWNERS).ttl(HOUR).slice(page, PetOwner.class);
            assertThat(slice.getContent()).extracting(PetOwner::person).containsExactly("john", "mary");
            assertThat(slice.hasNext()).isTrue();
            if (round == 0) {
                addOwner();
            }
        }
        assertThat(petDb.cache().statistics().hits()).isEqualTo(7);
        petDb.cache().clear();
        assertThat(petDb.query(OWNERS, HOUR)).hasSize(4);
    }

    @Test
    void aHitIsTheSameObject() {
        Rows rows = petDb.query(OWNERS, HOUR);
        assertThat(petDb.query(OWNERS, HOUR)).isSameAs(rows);
        List<PetOwner> list = petDb.sql(OWNERS).ttl(HOUR).list(PetOwner.class);
        assertThat(petDb.sql(OWNERS).ttl(HOUR).list(PetOwner.class)).isSameAs(list);
        assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(() -> list.remove(0));
    }

    @Test
    void theOrderOfNamedParametersDoesNotMatter() {
        String sql = "select * from pet_owners where person = :person and pet = :pet";
        petDb.sql(sql).param("person", "mary").param("pet", "dog").ttl(HOUR).rows();
        petDb.sql(sql).param("pet", "dog").param("person", "mary").ttl(HOUR).rows();
        petDb.sql(sql).paramSource(new PetOwner("mary", "dog")).ttl(HOUR).rows();
        assertThat(petDb.cache().statistics().hits()).isEqualTo(2);
        petDb.sql(sql).param("pet", "mary").param("person", "dog").ttl(HOUR).rows();
        assertThat(petDb.cache().statistics().hits()).isEqualTo(2);
    }

    @Test
    void resultsAreToldApartByParametersRowTypeAndLimit() {
        String in = "select person from pet_owners where pet in (:pets) order by person";
        assertThat(petDb.sql(in).param("pets", List.of("cat", "dog")).ttl(HOUR).list(String.class))
                .hasSize(2);
        assertThat(petDb.sql(in).param("pets", List.of("cat")).ttl(HOUR).list(String.class))
                .hasSize(1);
        assertThat(petDb.sql(OWNERS).ttl(HOUR).list(Row.class)).hasSize(3);
        assertThat(petDb.sql(OWNERS).ttl(HOUR).maxRows(1).list(Row.class)).hasSize(1);
        assertThat(petDb.sql(OWNERS).ttl(HOUR).list(PetOwner.class)).hasSize(3);
        assertThat(petDb.sql(OWNERS).ttl(HOUR).rows()).hasSize(3);
        assertThat(petDb.cache().statistics().hits()).isZero();
        assertThat(petDb.cache().entries()).hasSize(6);
    }

    @Test
    void aConnectionMayCacheAllItsReads() throws SQLException {
        use(with(CacheSettings.defaults(), "ttl", HOUR));
        petDb.query(OWNERS, PetOwner.class);
        addOwner();
        assertThat(petDb.query(OWNERS, PetOwner.class)).hasSize(3);
        assertThat(petDb.sql(OWNERS).ttl(Duration.ZERO).list(PetOwner.class)).hasSize(4);
        assertThat(petDb.sql(OWNERS).stream(PetOwner.class).toList()).hasSize(4);
    }

    @Test
    void whatCannotBeSharedIsRefused() {
        assertThatExceptionOfType(InvalidDataAccessApiUsageException.class)
                .isThrownBy(() -> petDb.sql(OWNERS).ttl(HOUR).list(PetOwnerBean.class))
                .withMessageContaining("Connection 'pet-db'")
                .withMessageContaining("PetOwnerBean")
                .withMessageContaining("record");
        assertThatExceptionOfType(InvalidDataAccessApiUsageException.class)
                .isThrownBy(() -> petDb.sql(OWNERS).ttl(HOUR).list(WithBytes.class));
        assertThatExceptionOfType(InvalidDataAccessApiUsageException.class)
                .isThrownBy(() -> petDb.sql(OWNERS).ttl(HOUR).list(Map.class));
        assertThatExceptionOfType(InvalidDataAccessApiUsageException.class)
                .isThrownBy(() -> petDb.sql(OWNERS).ttl(HOUR).stream(PetOwner.class))
                .withMessageContaining("stream");
        assertThatExceptionOfType(InvalidDataAccessApiUsageException.class)
                .isThrownBy(() -> petDb.sql("insert into pet_owners values ('a', 'b')")
                        .ttl(HOUR)
                        .rows())
                .withMessageContaining("side effects");
        assertThatExceptionOfType(InvalidDataAccessApiUsageException.class)
                .isThrownBy(() -> petDb.sql(OWNERS).noRetry().ttl(HOUR).rows());
        assertThatExceptionOfType(InvalidDataAccessApiUsageException.class)
                .isThrownBy(() -> petDb.sql("select * from pet_owners where person = ?")
                        .param(new ByteArrayInputStream(new byte[0]))
                        .ttl(HOUR)
                        .rows())
                .withMessageContaining("cache key");
    }

    @Test
    void whatCannotBeSharedIsNotCachedByASettingOfTheConnection() throws SQLException {
        use(with(CacheSettings.defaults(), "ttl", HOUR));
        petDb.query(OWNERS, PetOwnerBean.class);
        petDb.sql(OWNERS).noRetry().list(PetOwner.class);
        addOwner();
        assertThat(petDb.query(OWNERS, PetOwnerBean.class)).hasSize(4);
        assertThat(petDb.sql(OWNERS).noRetry().list(PetOwner.class)).hasSize(4);
        assertThat(petDb.cache().entries()).isEmpty();
    }

    @Test
    void aResultThatIsNoneIsNotCached() throws SQLException {
        String sql = "select person from pet_owners where pet = 'puppy'";
        assertThatExceptionOfType(EmptyResultDataAccessException.class)
                .isThrownBy(() -> petDb.sql(sql).ttl(Duration.ofMillis(1)).one(String.class));
        assertThatExceptionOfType(BadSqlGrammarException.class)
                .isThrownBy(() -> petDb.sql("select * from nothing").ttl(HOUR).rows());
        assertThat(petDb.cache().statistics().failedLoads()).isOne();
    }

    @Test
    void anUpdateIsNeverCachedAndEvictsWhenAskedTo() {
        use(with(CacheSettings.defaults(), "ttl", HOUR));
        petDb.query(OWNERS);
        petDb.update("insert into pet_owners values ('alex', 'puppy')");
        assertThat(petDb.query(OWNERS)).hasSize(3);

        use(with(with(CacheSettings.defaults(), "ttl", HOUR), "evictOnWrite", true));
        petDb.update("insert into pet_owners values ('alex', 'fish')");
        assertThat(petDb.query(OWNERS)).hasSize(5);
        petDb.sql("insert into pet_owners values (:person, :pet)").batch(List.of(new PetOwner("a", "b")));
        assertThat(petDb.query(OWNERS)).hasSize(6);
    }

    @Test
    void everyPathThatWritesEvicts() throws SQLException {
        use(with(with(CacheSettings.defaults(), "ttl", HOUR), "evictOnWrite", true));
        petDb.query(OWNERS);
        petDb.jdbcClient()
                .sql("insert into pet_owners values ('alex', 'puppy')")
                .update();
        assertThat(petDb.query(OWNERS)).hasSize(4);
        try (Connection jdbc = petDb.dataSource().getConnection();
                Statement statement = jdbc.createStatement()) {
            statement.executeUpdate("delete from pet_owners where person = 'alex'");
        }
        assertThat(petDb.query(OWNERS)).hasSize(3);

        long loads = petDb.cache().statistics().loads();
        petDb.jdbcClient().sql(OWNERS).query().listOfRows();
        try (Connection jdbc = petDb.dataSource().getConnection();
                Statement statement = jdbc.createStatement()) {
            statement.executeQuery(OWNERS);
        }
        petDb.query(OWNERS);
        assertThat(petDb.cache().statistics().loads()).isEqualTo(loads);
    }

    @Test
    void aTransactionEvictsWhenItIsCommittedAndNotBefore() {
        use(with(with(CacheSettings.defaults(), "ttl", HOUR), "evictOnWrite", true));
        petDb.query(OWNERS);
        petDb.transaction(tx -> {
            tx.update("insert into pet_owners values ('alex', 'puppy')");
            assertThat(petDb.cache().entries()).hasSize(1);
        });
        assertThat(petDb.cache().entries()).isEmpty();
        petDb.query(OWNERS);
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> petDb.transaction(tx -> {
                    tx.update("insert into pet_owners values ('alex', 'fish')");
                    throw new IllegalStateException("no");
                }));
        assertThat(petDb.cache().entries()).hasSize(1);
        assertThat(petDb.query(OWNERS)).hasSize(4);
    }

    @Test
    void aTransactionThatHasWrittenSeesWhatItHasWritten() {
        use(with(CacheSettings.defaults(), "ttl", HOUR));
        petDb.query(OWNERS);
        petDb.transaction(tx -> {
            assertThat(tx.query(OWNERS)).hasSize(3);
            tx.update("insert into pet_owners values ('alex', 'puppy')");
            assertThat(tx.query(OWNERS)).hasSize(4);
        });
        new TransactionTemplate(petDb.transactionManager()).executeWithoutResult(status -> {
            petDb.jdbcClient().sql("delete from pet_owners").update();
            assertThat(petDb.query(OWNERS)).isEmpty();
            status.setRollbackOnly();
        });
        assertThat(petDb.query(OWNERS)).hasSize(3);
        assertThat(petDb.cache().statistics().bypasses()).isEqualTo(2);
    }

    @Test
    void whatATransactionReadsIsSharedByAll() {
        petDb.transaction(tx -> assertThat(tx.query(OWNERS, HOUR)).hasSize(3));
        CachedResult<Rows> result = CachedResult.of(() -> petDb.query(OWNERS, HOUR));
        assertThat(result.cached()).isTrue();
    }

    @Test
    void aResetEvicts() {
        petDb.query(OWNERS, HOUR);
        petDb.reset();
        assertThat(petDb.cache().entries()).isEmpty();
    }

    @Test
    void theTextOfAnEntryHasNoLiterals() {
        petDb.query("select * from pet_owners where pet = 'cat'", HOUR);
        assertThat(petDb.cache().entries())
                .extracting(CachedQueryReport::query)
                .containsExactly("select * from pet_owners where pet = ?");
        petDb.cache().evict("select * from pet_owners where pet = 'cat'");
        assertThat(petDb.cache().entries()).isEmpty();
    }

    @Test
    void theOldResultIsServedWhileTheDatabaseIsAway() throws SQLException {
        use(with(with(CacheSettings.defaults(), "ttl", Duration.ofNanos(1)), "staleIfError", HOUR));
        petDb.query(OWNERS);
        database.execute("alter table pet_owners rename to away");
        CachedResult<Rows> result = CachedResult.of(() -> petDb.query(OWNERS));
        assertThat(result.stale()).isTrue();
        assertThat(result.value()).hasSize(3);
        database.execute("alter table away rename to pet_owners");
    }

    @Test
    void anAbsentValueIsAResult() throws SQLException {
        String sql = "select person from pet_owners where pet = ?";
        assertThat(petDb.sql(sql).param("puppy").ttl(HOUR).optional(String.class))
                .isEmpty();
        addOwner();
        assertThat(petDb.sql(sql).param("puppy").ttl(HOUR).optional(String.class))
                .isEqualTo(Optional.empty());
    }

    @Test
    void cachedRowsTakeTheMemoryTheySay() {
        petDb.query("select x as id, 'name ' || mod(x, 100) as name from system_range(1, 100000)", HOUR);
        long size = petDb.cache().entries().get(0).sizeInBytes();
        assertThat(size).isBetween(200_000L, 5_500_000L);
        assertThat(petDb.cache().statistics().bytes()).isEqualTo(size);
    }
}
