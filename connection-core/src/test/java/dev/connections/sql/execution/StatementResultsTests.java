package dev.connections.sql.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.connections.sql.PooledDatabase;
import dev.connections.sql.SqlConnection;
import dev.connections.testing.RequiresServer;
import dev.connections.testing.TestDatabase;
import dev.connections.testing.TestDatabases;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.dao.CannotAcquireLockException;
import org.springframework.dao.InvalidDataAccessApiUsageException;
import org.springframework.dao.PermissionDeniedDataAccessException;
import org.springframework.dao.QueryTimeoutException;

/** Statements with several results, with none, and with another kind than the method expects. */
@RequiresServer
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class StatementResultsTests {

    static Stream<TestDatabase> databases() {
        return Stream.of(
                TestDatabases.postgres(),
                TestDatabases.mariadb(),
                TestDatabases.mysql(),
                TestDatabases.h2(),
                TestDatabases.sqlite(),
                TestDatabases.duckdb());
    }

    static Stream<TestDatabase> mariaDb() {
        return Stream.of(TestDatabases.mariadb(), TestDatabases.mysql());
    }

    private static final List<Consumer<SqlConnection>> WAYS = List.of(
            petDb -> assertThat(petDb.query("call two()").column("a", Integer.class))
                    .containsExactly(1),
            petDb -> assertThat(petDb.query("call two()", Integer.class)).containsExactly(1),
            petDb -> assertThat(petDb.sql("call two()").value(Integer.class)).isEqualTo(1),
            petDb -> {
                try (Stream<Integer> rows = petDb.sql("call two()").stream(Integer.class)) {
                    assertThat(rows).containsExactly(1);
                }
            },
            petDb -> {
                try (Stream<Integer> rows = petDb.sql("call two()").stream(Integer.class)) {
                    assertThat(rows.findFirst()).contains(1);
                }
            },
            petDb -> petDb.update("call two()"),
            petDb -> petDb.query("call none()"));

    @ParameterizedTest
    @MethodSource("mariaDb")
    void theFirstResultIsGivenAndNoneIsLeft(TestDatabase database) throws Exception {
        database.execute(
                "create procedure two() begin select 1 as a; select 2 as b; end",
                "create procedure none() begin do 1; end");
        try (PooledDatabase petDb = new PooledDatabase(database)) {
            for (int i = 0; i < 2; i++) {
                for (Consumer<SqlConnection> way : WAYS) {
                    way.accept(petDb.sql);
                    assertThat(petDb.sql.sql("select 5").value(Integer.class)).isEqualTo(5);
                    assertThat(petDb.sql.query("select 5 as five").size()).isEqualTo(1);
                }
            }
            assertThat(petDb.sql.query("call none()").isEmpty()).isTrue();
            assertThat(petDb.sql.query("call none()", Integer.class)).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("mariaDb")
    void severalStatementsInOneTextLeaveNoResult(TestDatabase database) throws Exception {
        TestDatabase several = new TestDatabase(
                database.jdbcUrl() + "?allowMultiQueries=true",
                database.host(),
                database.port(),
                database.database(),
                database.username(),
                database.password());
        try (PooledDatabase petDb = new PooledDatabase(several)) {
            for (int i = 0; i < 3; i++) {
                assertThat(petDb.sql.query("select 1 as a; select 2 as b").size())
                        .isEqualTo(1);
                assertThat(petDb.sql.query("select 1; select 2", Integer.class)).containsExactly(1);
                assertThat(petDb.sql.sql("select 5").value(Integer.class)).isEqualTo(5);
            }
        }
    }

    @Test
    void proceduresThatCommitCanBeCalled() throws Exception {
        TestDatabase database = TestDatabases.postgres();
        database.execute(
                "create table done (id int)",
                "create procedure work() language plpgsql as $$ begin insert into done values (1); commit;"
                        + " insert into done values (2); commit; end $$",
                "create procedure answer(inout result int) language plpgsql as $$ begin insert into done values (3);"
                        + " commit; result := 42; end $$");
        try (PooledDatabase petDb = new PooledDatabase(database)) {
            assertThat(petDb.sql.query("call work()").isEmpty()).isTrue();
            assertThat(petDb.sql.query("/* first */ call answer(0)").column("result", Integer.class))
                    .containsExactly(42);
            assertThat(petDb.sql.query("call answer(0)", Integer.class)).containsExactly(42);
            petDb.sql.update("call work()");
            assertThat(petDb.sql.sql("select count(*) from done").value(Long.class))
                    .isEqualTo(6);
        }
    }

    /** The server has prepared the statement by then, and refuses its changed result. */
    @Test
    void aChangedTableIsReadInEveryWay() throws Exception {
        TestDatabase database = TestDatabases.postgres();
        try (PooledDatabase petDb = new PooledDatabase(database)) {
            List<Consumer<SqlConnection>> ways = List.of(
                    sql -> sql.query("select * from changed"),
                    sql -> sql.query("select * from changed", Map.class),
                    sql -> sql.table("changed"),
                    sql -> {
                        try (Stream<?> rows = sql.sql("select * from changed").stream(Map.class)) {
                            rows.toList();
                        }
                    });
            int column = 0;
            for (Consumer<SqlConnection> way : ways) {
                database.execute("drop table if exists changed", "create table changed (a int)");
                database.execute("insert into changed values (1)");
                for (int i = 0; i < 12; i++) {
                    way.accept(petDb.sql);
                }
                database.execute("alter table changed add column b" + column++ + " int");
                way.accept(petDb.sql);
                assertThat(petDb.sql.query("select * from changed").columns()).hasSize(2);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("databases")
    void aQueryIsNoUpdateAndAnUpdateNoQuery(TestDatabase database) throws Exception {
        try (PooledDatabase petDb = new PooledDatabase(database)) {
            petDb.sql.update("create table kinds (id int)");
            assertThatExceptionOfType(InvalidDataAccessApiUsageException.class)
                    .isThrownBy(() -> petDb.sql.update("select id from kinds"))
                    .withMessageContainingAll("pet-db", "nothing was executed");
            assertThatExceptionOfType(InvalidDataAccessApiUsageException.class)
                    .isThrownBy(() -> petDb.sql.query("insert into kinds values (1)"))
                    .withMessageContainingAll("pet-db", "no rows", "was executed", "1 rows");
            assertThatExceptionOfType(InvalidDataAccessApiUsageException.class)
                    .isThrownBy(() -> petDb.sql.query("insert into kinds values (2)", Integer.class))
                    .withMessageContainingAll("pet-db", "was executed", "1 rows");
            assertThat(petDb.sql.query("select id from kinds order by id", Integer.class))
                    .containsExactly(1, 2);
        }
    }

    @Test
    void tooManyParametersAreRefused() {
        try (PooledDatabase petDb = new PooledDatabase(TestDatabases.postgres())) {
            List<Integer> ids = IntStream.range(0, 70_000).boxed().toList();
            assertThatExceptionOfType(InvalidDataAccessApiUsageException.class)
                    .isThrownBy(() -> petDb.sql.query("select 1 where 1 in (:ids)", Map.of("ids", ids)))
                    .withMessageContainingAll("70000 parameters", "65535", "nothing was executed");
        }
    }

    @ParameterizedTest
    @MethodSource("databases")
    void locksThatAreNotGranted(TestDatabase database) throws Exception {
        if (database.product().equals("duckdb")) {
            return;
        }
        database.execute("create table locked (id int primary key, n int)", "insert into locked values (1, 1)");
        try (PooledDatabase petDb = new PooledDatabase(database);
                Connection other = database.connect();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("update locked set n = 2");
            String shortWait =
                    switch (database.product()) {
                        case "postgresql" -> "set local lock_timeout = 100";
                        case "h2" -> "set lock_timeout 100";
                        case "sqlite" -> "pragma busy_timeout = 100";
                        default -> "set innodb_lock_wait_timeout = 1";
                    };
            assertThatExceptionOfType(CannotAcquireLockException.class)
                    .isThrownBy(() -> petDb.sql.transaction(tx -> {
                        if (database.product().equals("sqlite")) {
                            tx.query(shortWait);
                        } else {
                            tx.update(shortWait);
                        }
                        tx.update("update locked set n = 3");
                    }))
                    .withMessageContaining("pet-db");
            other.rollback();
        }
    }

    @ParameterizedTest
    @MethodSource("databases")
    void readOnlyConnectionsRefuseWrites(TestDatabase database) throws Exception {
        database.execute("create table fixed (id int)");
        try (PooledDatabase petDb = new PooledDatabase(database, 1, true)) {
            assertThatExceptionOfType(PermissionDeniedDataAccessException.class)
                    .isThrownBy(() -> petDb.sql.update("insert into fixed values (1)"))
                    .withMessageContaining("pet-db");
        }
    }

    @Test
    void timeoutsOfTheServerAreTimeouts() {
        try (PooledDatabase petDb = new PooledDatabase(TestDatabases.postgres())) {
            assertThatExceptionOfType(QueryTimeoutException.class)
                    .isThrownBy(() -> petDb.sql.transaction(tx -> {
                        tx.update("set local statement_timeout = 50");
                        tx.query("select pg_sleep(30)");
                    }))
                    .withMessageContaining("pet-db");
        }
        try (PooledDatabase petDb = new PooledDatabase(TestDatabases.mariadb())) {
            assertThatExceptionOfType(QueryTimeoutException.class)
                    .isThrownBy(() -> petDb.sql.query(
                            "set statement max_statement_time = 0.1 for select sleep(30)", Integer.class));
        }
    }
}
