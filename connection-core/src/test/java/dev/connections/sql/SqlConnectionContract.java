package dev.connections.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import dev.connections.testing.TestDatabase;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.math.BigDecimal;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.EmptyResultDataAccessException;
import org.springframework.dao.IncorrectResultSizeDataAccessException;
import org.springframework.dao.InvalidDataAccessApiUsageException;
import org.springframework.data.domain.PageRequest;
import org.springframework.data.domain.Slice;
import org.springframework.jdbc.core.RowMapper;

/** What holds on each database. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(60)
abstract class SqlConnectionContract implements SqlFailureContract, SqlCancellationContract {

    record PetOwner(String person, @Nullable String pet) {}

    enum Pet {
        CAT,
        DOG
    }

    TestConnection connection;
    SqlConnection petDb;

    abstract TestDatabase database();

    @Override
    public SqlConnection petDb() {
        return petDb;
    }

    @BeforeAll
    void open() {
        connection = new TestConnection(database(), SqlOptions.defaults());
        petDb = connection.sql;
        petDb.update("create table pet_owners (person varchar(20) primary key, pet varchar(20))");
    }

    @BeforeEach
    void fill() {
        petDb.update("delete from pet_owners");
        petDb.sql("insert into pet_owners values (:person, :pet)")
                .batch(List.of(
                        new PetOwner("barbara", "cat"), new PetOwner("jerry", "fish"), new PetOwner("alex", null)));
    }

    @AfterEach
    void givesEveryConnectionBack() {
        assertThat(connection.borrowed()).isZero();
    }

    @AfterAll
    void close() {
        connection.close();
    }

    @Test
    void readsRowsRecordsAndValues() {
        assertThat(petDb.query("select * from pet_owners").size()).isEqualTo(3);
        assertThat(petDb.query("select * from pet_owners order by person", PetOwner.class))
                .containsExactly(
                        new PetOwner("alex", null), new PetOwner("barbara", "cat"), new PetOwner("jerry", "fish"));
        assertThat(petDb.sql("select count(*) from pet_owners").value(Long.class))
                .isEqualTo(3);
        assertThat(petDb.sql("select pet from pet_owners where person = 'alex'").value(String.class))
                .isNull();
    }

    @Test
    void bindsNamedAndPositionalParameters() {
        assertThat(petDb.query(
                        "select * from pet_owners where pet = :pet or pet = :pet",
                        Map.of("pet", "cat"),
                        PetOwner.class))
                .containsExactly(new PetOwner("barbara", "cat"));
        assertThat(petDb.sql("select person from pet_owners where pet = ? and person = ?")
                        .param(2, "barbara")
                        .param(1, "cat")
                        .list(String.class))
                .containsExactly("barbara");
        assertThat(petDb.sql("select person from pet_owners where pet = ?")
                        .params("fish")
                        .one(String.class))
                .isEqualTo("jerry");
        assertThat(petDb.sql("select person from pet_owners where pet = :pet")
                        .paramSource(new PetOwner("x", "fish"))
                        .optional(String.class))
                .contains("jerry");
    }

    @Test
    void fillsInClausesFromCollections() {
        assertThat(petDb.sql("select person from pet_owners where pet in (:pets) and person <> :not order by person")
                        .param("pets", List.of("cat", "fish", "dog"))
                        .param("not", "jerry")
                        .list(String.class))
                .containsExactly("barbara");
        assertThatExceptionOfType(InvalidDataAccessApiUsageException.class)
                .isThrownBy(
                        () -> petDb.query("select 1 from pet_owners where pet in (:pets)", Map.of("pets", List.of())))
                .withMessageContaining("pet-db")
                .withMessageContaining(":pets")
                .withMessageContaining("empty");
    }

    @Test
    void bindsTheCommonTypes() {
        petDb.update("create table typed (id integer, name varchar(20), flag boolean, price decimal(10, 2), "
                + "born date, moment timestamp, code varchar(36))");
        UUID uuid = UUID.randomUUID();
        LocalDateTime moment = LocalDateTime.of(2026, 11, 21, 12, 30, 15);
        petDb.sql("insert into typed values (:id, :name, :flag, :price, :day, :moment, :code)")
                .param("id", 1)
                .param("name", Pet.CAT)
                .param("flag", true)
                .param("price", new BigDecimal("12.50"))
                .param("day", LocalDate.of(2026, 11, 21))
                .param("moment", moment)
                .param("code", uuid.toString())
                .update();
        petDb.sql("insert into typed values (:id, :none, :none, :none, :none, :none, :empty)")
                .param("id", 2)
                .param("none", null)
                .param("empty", Optional.empty())
                .update();
        assertThat(petDb.sql("select name from typed where id = 1").value(Pet.class))
                .isEqualTo(Pet.CAT);
        assertThat(petDb.sql("select price from typed where id = 1").value(BigDecimal.class))
                .isEqualByComparingTo("12.50");
        assertThat(petDb.sql("select born from typed where born = :day")
                        .param("day", LocalDate.of(2026, 11, 21))
                        .value(LocalDate.class))
                .isEqualTo(LocalDate.of(2026, 11, 21));
        assertThat(petDb.sql("select moment from typed where moment = :moment")
                        .param("moment", moment)
                        .value(LocalDateTime.class))
                .isEqualTo(moment);
        assertThat(petDb.sql("select count(*) from typed where name is null and moment is null and code is null")
                        .value(Integer.class))
                .isEqualTo(1);
        petDb.update("drop table typed");
    }

    @Test
    void keepsInstants() {
        Instant instant = Instant.parse("2026-11-21T11:30:15Z");
        petDb.update("create table instants (happened " + zonedType() + ")");
        petDb.sql("insert into instants values (?)").param(instant).update();
        assertThat(petDb.sql("select happened from instants where happened = ?")
                        .param(instant)
                        .value(Instant.class))
                .isEqualTo(instant);
        petDb.update("drop table instants");
    }

    String zonedType() {
        return "timestamp with time zone";
    }

    @Test
    void storesLargeObjects() {
        byte[] bytes = {1, 2, 3};
        petDb.update("create table large (data " + binaryType() + ", words " + textType() + ")");
        petDb.sql("insert into large values (:data, :words)")
                .param("data", new ByteArrayInputStream(bytes))
                .param("words", new StringReader("many words"))
                .update();
        assertThat(petDb.sql("select data from large").value(byte[].class)).isEqualTo(bytes);
        assertThat(petDb.sql("select words from large").value(String.class)).isEqualTo("many words");
        petDb.update("drop table large");
    }

    String binaryType() {
        return "blob";
    }

    String textType() {
        return "text";
    }

    @Test
    void returnsGeneratedKeys() {
        petDb.update("create table orders (" + generatedKey() + ", item varchar(20))");
        assertThat(petDb.sql("insert into orders (item) values (:item)")
                        .param("item", "hay")
                        .updateReturningKeys("id")
                        .column("id", Long.class))
                .containsExactly(1L);
        petDb.update("drop table orders");
    }

    abstract String generatedKey();

    @Test
    void sendsBatchesInPortions() throws Exception {
        try (TestConnection small = new TestConnection(database(), TestConnection.withBatchSize(2))) {
            small.sql.update("create table numbers (n integer)");
            int[] counts = small.sql
                    .sql("insert into numbers values (:n)")
                    .batch(Stream.of(1, 2, 3, 4, 5).map(n -> Map.of("n", n)).toList());
            assertThat(counts).hasSize(5);
            assertThat(small.sql.sql("select sum(n) from numbers").value(Long.class))
                    .isEqualTo(15);
        }
    }

    @Test
    void readsATableByAnyNameThatTheDatabaseWouldTake() {
        assertThat(petDb.table("pet_owners").size()).isEqualTo(3);
        assertThatExceptionOfType(InvalidDataAccessApiUsageException.class)
                .isThrownBy(() -> petDb.table("pet_owner"))
                .withMessageContaining("pet-db")
                .withMessageContainingAll("pet_owner", "did you mean");
        assertThatExceptionOfType(InvalidDataAccessApiUsageException.class)
                .isThrownBy(() -> petDb.table("pet_owners; drop table pet_owners"));
        assertThat(petDb.table("pet_owners").size()).isEqualTo(3);
    }

    @Test
    void slicesAQuery() {
        SqlStatement statement = petDb.sql("select person from pet_owners order by person; ");
        Slice<String> first = statement.slice(PageRequest.of(0, 2), String.class);
        assertThat(first.getContent()).containsExactly("alex", "barbara");
        assertThat(first.hasNext()).isTrue();
        Slice<String> second = statement.slice(first.nextPageable(), String.class);
        assertThat(second.getContent()).containsExactly("jerry");
        assertThat(second.hasNext()).isFalse();
    }

    /** As {@code JdbcClient} accepts them. */
    @Test
    void mapsRowsByARowMapper() {
        String query = "select person, pet from pet_owners order by person";
        RowMapper<String> numbered = (rs, rowNumber) -> rowNumber + " " + rs.getString(1);
        RowMapper<@Nullable String> nothing = (rs, rowNumber) -> null;

        assertThat(petDb.query(query, numbered)).containsExactly("0 alex", "1 barbara", "2 jerry");
        assertThat(petDb.query(query, nothing)).containsExactly(null, null, null);
        assertThat(petDb.query(
                        "select person from pet_owners where person = :person", Map.of("person", "alex"), numbered))
                .containsExactly("0 alex");
        SqlStatement alex = petDb.sql("select person from pet_owners where person = 'alex'");
        assertThat(alex.one(numbered)).isEqualTo("0 alex");
        assertThat(alex.optional(nothing)).isEmpty();
        assertThat(alex.one(nothing)).isNull();
        SqlStatement none = petDb.sql("select person from pet_owners where 1 = 0");
        assertThat(none.list(numbered)).isEmpty();
        assertThat(none.optional(numbered)).isEmpty();
        assertThatExceptionOfType(EmptyResultDataAccessException.class).isThrownBy(() -> none.one(numbered));
        assertThatExceptionOfType(IncorrectResultSizeDataAccessException.class)
                .isThrownBy(() -> petDb.sql(query).one(numbered))
                .withMessageContaining("more than one row");
        assertThat(petDb.sql(query).slice(PageRequest.of(0, 2), numbered).getContent())
                .containsExactly("0 alex", "1 barbara");
        try (Stream<String> rows = petDb.sql(query).fetchSize(1).stream(numbered)) {
            assertThat(rows).containsExactly("0 alex", "1 barbara", "2 jerry");
        }
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> petDb.query(query, numbered).clear());
        assertThat(connection.borrowed()).isZero();
    }

    @Test
    void failuresOfARowMapperReachTheCaller() {
        String query = "select person from pet_owners order by person";
        RowMapper<String> noSuchColumn = (rs, rowNumber) -> rs.getString("nobody");
        RowMapper<String> refusing = (rs, rowNumber) -> {
            throw new IllegalStateException("enough");
        };

        assertThatExceptionOfType(DataAccessException.class)
                .isThrownBy(() -> petDb.query(query, noSuchColumn))
                .withMessageContaining(query);
        assertThatExceptionOfType(DataAccessException.class)
                .isThrownBy(() -> petDb.sql(query).stream(noSuchColumn).toList());
        assertThatIllegalStateException().isThrownBy(() -> petDb.query(query, refusing));
        assertThatIllegalStateException()
                .isThrownBy(() -> petDb.sql(query).stream(refusing).toList());
        assertThatExceptionOfType(InvalidDataAccessApiUsageException.class)
                .isThrownBy(() -> petDb.sql(query).ttl(Duration.ofMinutes(1)).list(refusing))
                .withMessageContaining("not cached");
        assertThat(connection.borrowed()).isZero();
    }

    @Test
    void streamsAndGivesTheConnectionBack() {
        String query = "select * from pet_owners order by person";
        try (Stream<PetOwner> owners = petDb.sql(query).fetchSize(1).stream(PetOwner.class)) {
            assertThat(connection.borrowed()).isEqualTo(1);
            assertThat(owners.map(PetOwner::person)).containsExactly("alex", "barbara", "jerry");
        }
        try (Stream<PetOwner> owners = petDb.sql(query).stream(PetOwner.class)) {
            assertThat(owners.findFirst()).isPresent();
        }
        assertThat(connection.borrowed()).isZero();
        assertThatThrownBy(() -> {
                    try (Stream<PetOwner> owners = petDb.sql(query).fetchSize(1).stream(PetOwner.class)) {
                        owners.forEach(owner -> {
                            throw new IllegalStateException("enough");
                        });
                    }
                })
                .isInstanceOf(IllegalStateException.class);
        assertThat(connection.borrowed()).isZero();
        petDb.update("update pet_owners set pet = 'dog' where person = 'alex'");
        assertThat(petDb.query("select pet from pet_owners where person = 'alex'", String.class))
                .containsExactly("dog");
    }

    @Test
    void commitsTransactionsAndRollsBackOnAnything() throws IOException {
        petDb.transaction(tx -> {
            tx.update("update pet_owners set pet = 'dog' where person = 'alex'");
            petDb.update("update pet_owners set pet = 'dog' where person = 'jerry'");
            assertThat(connection.borrowed()).isEqualTo(1);
        });
        assertThat(dogs()).isEqualTo(2);
        IOException failure = new IOException("checked");
        assertThatThrownBy(() -> petDb.transaction(tx -> {
                    petDb.transaction(inner -> inner.update("update pet_owners set pet = 'dog'"));
                    throw failure;
                }))
                .isSameAs(failure);
        assertThat(dogs()).isEqualTo(2);
        Long count = petDb.inTransaction(
                tx -> tx.sql("select count(*) from pet_owners").value(Long.class));
        assertThat(count).isEqualTo(3);
    }

    private long dogs() {
        return petDb.query("select person from pet_owners where pet = 'dog'").size();
    }

    @Test
    void acceptsHowOldAResultMayBe() {
        Duration ttl = Duration.ofMinutes(10);
        String cats = "select * from pet_owners where pet = :pet";
        assertThat(petDb.query("select * from pet_owners", ttl).size()).isEqualTo(3);
        assertThat(petDb.query(cats, Map.of("pet", "cat"), ttl).size()).isEqualTo(1);
        assertThat(petDb.sql(cats)
                        .param("pet", "cat")
                        .ttl(ttl)
                        .timeout(Duration.ofSeconds(5))
                        .list(PetOwner.class))
                .containsExactly(new PetOwner("barbara", "cat"));
        assertThatExceptionOfType(InvalidDataAccessApiUsageException.class)
                .isThrownBy(() -> petDb.query(cats, ttl.negated()))
                .withMessageContaining("'pet-db'")
                .withMessageContaining("ttl");
    }

    @Test
    void isAnOrdinaryDataSourceToo() throws Exception {
        try (Connection jdbc = petDb.dataSource().getConnection()) {
            assertThat(connection.borrowed()).isEqualTo(1);
            assertThat(jdbc.isWrapperFor(Connection.class)).isTrue();
            jdbc.close();
            assertThat(connection.borrowed()).isZero();
        }
        assertThat(petDb.unwrap(HikariDataSource.class))
                .isSameAs(petDb.dataSource().unwrap(HikariDataSource.class));
        assertThat(petDb.jdbcClient()
                        .sql("select count(*) from pet_owners")
                        .query(Long.class)
                        .single())
                .isEqualTo(3);
    }
}
