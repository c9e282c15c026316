package dev.connections.sql.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.connections.Lease;
import dev.connections.sql.PooledDatabase;
import dev.connections.testing.RequiresServer;
import dev.connections.testing.TestDatabases;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Calls that wait for a free connection while another call breaks the pool: nothing has been sent for them. */
@RequiresServer
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class QueuedCallTests {

    /** Longer than half of the pool's time-out of 10 s, and than calls are repeated. */
    private static final String BREAKS_LATER = "select pg_sleep(5.5), pg_terminate_backend(pg_backend_pid())";

    private final ExecutorService callers = Executors.newCachedThreadPool();

    @AfterEach
    void close() {
        callers.shutdownNow();
    }

    @Test
    void callsThatHaveWaitedForLongGoOnWithTheNextPool() throws Exception {
        try (PooledDatabase database = new PooledDatabase(TestDatabases.postgres())) {
            database.sql.update("create table writes (n int)");
            Connection held = database.borrow();
            FailFastPool pool = pool(database);
            List<Future<Integer>> calls = Stream.<Callable<Integer>>of(
                            () -> database.sql.update("insert into writes values (1)"),
                            () -> byHand(database, "insert into writes values (2)"),
                            () -> database.sql.inTransaction(tx -> tx.update("insert into writes values (3)")),
                            () -> database.sql
                                    .jdbcClient()
                                    .sql("insert into writes values (4)")
                                    .update(),
                            () -> database.sql
                                    .query("select 1 from (values (0)) v", Integer.class)
                                    .get(0))
                    .map(callers::submit)
                    .toList();
            while (pool.waiting() < calls.size()) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
            }
            try (held;
                    Statement statement = held.createStatement()) {
                assertThatThrownBy(() -> statement.execute(BREAKS_LATER)).isInstanceOf(SQLException.class);
            }
            for (Future<Integer> call : calls) {
                assertThat(call.get()).isEqualTo(1);
            }
            assertThat(database.sql.query("select n from writes order by n", Integer.class))
                    .containsExactly(1, 2, 3, 4);
            assertThat(database.supervised.statistics().openings()).isEqualTo(2);
        }
    }

    private static int byHand(PooledDatabase database, String sql) throws SQLException {
        try (Connection connection = database.borrow();
                Statement statement = connection.createStatement()) {
            return statement.executeUpdate(sql);
        }
    }

    private static FailFastPool pool(PooledDatabase database) {
        try (Lease<DataSource> lease = database.supervised.lease()) {
            return (FailFastPool) lease.resource();
        }
    }
}
