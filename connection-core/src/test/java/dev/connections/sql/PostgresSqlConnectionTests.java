package dev.connections.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.connections.testing.RequiresServer;
import dev.connections.testing.TestDatabase;
import dev.connections.testing.TestDatabases;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Types;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.BadSqlGrammarException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@RequiresServer
class PostgresSqlConnectionTests extends SqlConnectionContract {

    private final TestDatabase database = TestDatabases.postgres();

    @Override
    TestDatabase database() {
        return database;
    }

    @Override
    String generatedKey() {
        return "id bigint generated always as identity primary key";
    }

    @Override
    String binaryType() {
        return "bytea";
    }

    @Override
    public String slowQuery() {
        return "select count(*) from generate_series(1, 1000000) a, generate_series(1, 1000000) b where (a::bigint * b) % 7 = 3";
    }

    @Override
    public long runningStatements() throws Exception {
        try (Connection connection = database.connect();
                ResultSet running = connection
                        .createStatement()
                        .executeQuery(
                                "select count(*) from pg_stat_activity where state = 'active' and pid <> pg_backend_pid() and datname = current_database()")) {
            running.next();
            return running.getLong(1);
        }
    }

    @Test
    void bindsWhatOnlyPostgresHas() throws Exception {
        UUID uuid = UUID.randomUUID();
        petDb.update("create type kind as enum ('CAT', 'DOG')");
        petDb.update("create table special (id uuid, doc jsonb, kinds text[], kind kind)");
        petDb.sql("insert into special values (:id, :doc, :kinds, :kind)")
                .param("id", uuid)
                .param("doc", JsonMapper.shared().readTree("{\"a\": [1, 2]}"))
                .param("kinds", new String[] {"a", "b"})
                .param("kind", Pet.DOG)
                .update();
        assertThat(petDb.sql("select doc -> 'a' ->> 1 from special where id = :id and kind = :kind and doc ?? 'a'")
                        .param("id", uuid)
                        .param("kind", Pet.DOG)
                        .value(String.class))
                .isEqualTo("2");
        assertThat(petDb.sql("select kinds[2] from special where doc = :doc and 'b' = any(:kinds)")
                        .param("doc", "{\"a\": [1, 2]}", Types.OTHER)
                        .param("kinds", new String[] {"b"})
                        .value(String.class))
                .isEqualTo("b");
        assertThat(petDb.sql("select id::text from special").value(UUID.class)).isEqualTo(uuid);
    }

    record Measure(long id, BigDecimal amount) {}

    /** Often enough that the driver keeps a prepared statement at the server. */
    @Test
    void noticesThatAColumnHasGotAnotherType() {
        String query = "select id, amount from measures";
        petDb.update("create table measures (id int, amount int)");
        petDb.update("insert into measures values (1, 2)");
        for (int i = 0; i < 10; i++) {
            assertThat(petDb.query(query, Measure.class)).containsExactly(new Measure(1, new BigDecimal("2")));
        }
        connection.supervised.reset();
        petDb.update("alter table measures alter amount type numeric(9, 2), alter id type bigint");
        petDb.update("update measures set id = 5000000000, amount = 2.75");
        assertThat(petDb.query(query, Measure.class))
                .containsExactly(new Measure(5_000_000_000L, new BigDecimal("2.75")));
    }

    /** Types that users make have other numbers in each database. */
    @Test
    void takesNoTypeOfAUserForAnother() {
        petDb.update("create domain flag as boolean");
        petDb.update("create table flags (value bit(1), many bit(3), flag flag)");
        petDb.update("insert into flags values (B'1', B'101', true)");
        for (int i = 0; i < 2; i++) {
            assertThat(petDb.query("select value, many::text as many, flag from flags", Map.class))
                    .containsExactly(Map.of("value", true, "many", "101", "flag", true));
        }
    }

    @Test
    void takesJsonAsATreeOrAsATextWithACast() throws Exception {
        petDb.update("create table documents (doc jsonb)");
        String json = "{\"a\": 1}";
        petDb.update("insert into documents values (:doc::jsonb)", Map.of("doc", json));
        petDb.update(
                "insert into documents values (:doc)",
                Map.of("doc", JsonMapper.shared().readTree(json)));
        assertThat(petDb.query("select doc from documents", JsonNode.class))
                .containsExactly(
                        JsonMapper.shared().readTree(json), JsonMapper.shared().readTree(json));
        assertThatExceptionOfType(BadSqlGrammarException.class)
                .isThrownBy(() -> petDb.update("insert into documents values (:doc)", Map.of("doc", json)))
                .withMessageContainingAll("'pet-db'", "\"doc\" is of type jsonb", "cast", ":doc")
                .withMessageNotContaining(json);
        petDb.update("drop table documents");
    }

    @Test
    void keepsTheValuesOfABatchOutOfItsFailure() {
        assertThatExceptionOfType(DuplicateKeyException.class)
                .isThrownBy(() -> petDb.sql("insert into pet_owners values (:person, :pet)")
                        .batch(List.of(new PetOwner("alex", "secret-value"))))
                .satisfies(ex -> assertThat(ex).hasStackTraceContaining("pet-db"))
                .satisfies(ex ->
                        assertThat(String.valueOf(ex.getCause().getMessage())).doesNotContain("secret-value"));
    }
}
