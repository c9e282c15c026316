package dev.connections.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.connections.testing.RequiresServer;
import dev.connections.testing.TestDatabase;
import dev.connections.testing.TestDatabases;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.dao.DataAccessException;

/** A server becomes read-only while it executes a request of several parts: what is done by then is not done again. */
@RequiresServer
class PartlyDoneTests {

    private static final String REFUSAL =
            "signal sqlstate 'HY000' set mysql_errno = 1290, message_text = 'The server is running with --read-only'";

    static Stream<TestDatabase> all() {
        return Stream.concat(Stream.of(TestDatabases.postgres()), mySql());
    }

    static Stream<TestDatabase> mySql() {
        return Stream.of(TestDatabases.mariadb(), TestDatabases.mysql());
    }

    @ParameterizedTest
    @MethodSource("all")
    void aProcedureThatHasCommittedIsNotCalledAgain(TestDatabase database) throws Exception {
        boolean postgres = database.jdbcUrl().startsWith("jdbc:postgresql");
        database.execute(
                "create table writes (n int)",
                postgres
                        ? "create procedure partly() language plpgsql as $$ begin insert into writes values (1); commit;"
                                + " raise exception 'read-only' using errcode = '25006'; end $$"
                        : "create procedure partly() begin insert into writes values (1); " + REFUSAL + "; end");
        try (PooledDatabase pooled = new PooledDatabase(database)) {
            assertThatExceptionOfType(DataAccessException.class).isThrownBy(() -> pooled.sql.update("call partly()"));
            assertThat(pooled.sql.query("select n from writes", Integer.class)).containsExactly(1);
        }
    }

    @ParameterizedTest
    @MethodSource("mySql")
    void aBatchOfWhichElementsAreWrittenIsNotSentAgain(TestDatabase database) throws Exception {
        refuseSecond(database);
        try (PooledDatabase pooled = new PooledDatabase(database)) {
            List<Object[]> elements = List.of(new Object[] {1}, new Object[] {2}, new Object[] {3});
            SqlStatement insert = pooled.sql.sql("insert into writes (n) values (?)");
            assertThatExceptionOfType(DataAccessException.class).isThrownBy(() -> insert.batch(elements));
            // MariaDB's driver sends all elements in one request, of which the server does nothing then
            assertThat(firsts(pooled)).isLessThanOrEqualTo(1);
            int before = firsts(pooled);
            assertThatExceptionOfType(DataAccessException.class)
                    .isThrownBy(() -> insert.batchReturningKeys(elements, "id"));
            assertThat(firsts(pooled) - before).isLessThanOrEqualTo(1);
        }
    }

    @ParameterizedTest
    @MethodSource("mySql")
    void aTextOfSeveralStatementsIsNotExecutedAgain(TestDatabase database) throws Exception {
        refuseSecond(database);
        TestDatabase several = new TestDatabase(
                database.jdbcUrl() + "?allowMultiQueries=true",
                database.host(),
                database.port(),
                database.database(),
                database.username(),
                database.password());
        try (PooledDatabase pooled = new PooledDatabase(several)) {
            assertThatExceptionOfType(DataAccessException.class)
                    .isThrownBy(() ->
                            pooled.sql.update("insert into writes (n) values (1); insert into writes (n) values (2)"));
            assertThat(pooled.sql.query("select n from writes", Integer.class)).containsExactly(1);
        }
    }

    private static int firsts(PooledDatabase pooled) {
        return pooled.sql
                .query("select n from writes where n = 1", Integer.class)
                .size();
    }

    private static void refuseSecond(TestDatabase database) throws Exception {
        database.execute(
                "create table writes (id int auto_increment primary key, n int)",
                "create trigger refuse_second before insert on writes for each row begin if new.n = 2 then " + REFUSAL
                        + "; end if; end");
    }
}
