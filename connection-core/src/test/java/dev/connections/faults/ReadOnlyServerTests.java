package dev.connections.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.connections.ConnectionState;
import dev.connections.sql.SqlConnection;
import dev.connections.sql.data.EnableConnectionRepositories;
import dev.connections.sql.execution.SupervisedSqlConnection;
import dev.connections.testing.RequiresServer;
import dev.connections.testing.RestartableServer;
import dev.connections.testing.TestDatabase;
import dev.connections.testing.TestDatabases;
import dev.connections.testing.faults.SupervisedSubject;
import dev.connections.testing.faults.TcpProxy;
import dev.connections.testing.faults.WholePool;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.dao.DataAccessException;
import org.springframework.data.annotation.Id;
import org.springframework.data.relational.core.mapping.Table;
import org.springframework.data.repository.CrudRepository;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** An address leads to a new primary, while the old one and its sessions live on read-only. */
@RequiresServer
@ExtendWith(NothingLeft.class)
@ExtendWith(NothingLeft.class)
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ReadOnlyServerTests {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final int THREADS = 8;

    private static final int WRITES = 40;

    private static final Map<Servers, List<RestartableServer>> SERVERS = new EnumMap<>(Servers.class);

    private final ExecutorService callers = Executors.newCachedThreadPool();

    @AfterEach
    void close() {
        callers.shutdownNow();
    }

    @AfterAll
    static void stopServers() {
        SERVERS.values().forEach(servers -> servers.forEach(RestartableServer::close));
        SERVERS.clear();
    }

    /** The servers, and the drivers that speak with them. */
    enum Client {
        POSTGRES(Servers.POSTGRES, "postgresql", "int generated always as identity primary key"),

        MARIADB(Servers.MARIADB, "mariadb", "int auto_increment primary key"),

        MYSQL(Servers.MARIADB, "mysql", "int auto_increment primary key");

        private final Servers servers;

        private final String scheme;

        private final String key;

        Client(Servers servers, String scheme, String key) {
            this.servers = servers;
            this.scheme = scheme;
            this.key = key;
        }
    }

    /** Two servers, an address that leads to one of them, and a connection to it whose pool is full. */
    private static final class Scene implements AutoCloseable {

        private final RestartableServer first;

        private final RestartableServer second;

        private final TcpProxy proxy;

        private final SupervisedSubject subject;

        private RestartableServer primary;

        Scene(Client client) throws Exception {
            List<RestartableServer> servers =
                    SERVERS.computeIfAbsent(client.servers, kind -> List.of(kind.create(), kind.create()));
            first = servers.get(0);
            second = servers.get(1);
            primary = first;
            for (RestartableServer each : servers) {
                each.takeWrites(true);
                Waiting.until(() -> execute(
                        each,
                        "drop table if exists writes",
                        "create table writes (id %s, n int not null unique)".formatted(client.key)));
            }
            second.takeWrites(false);
            proxy = TcpProxy.to(first.port());
            TestDatabase database = first.databaseAt(proxy.port());
            subject = new SupervisedSubject(new TestDatabase(
                    "jdbc:%s://127.0.0.1:%d/%s".formatted(client.scheme, proxy.port(), RestartableServer.USER),
                    database.host(),
                    proxy.port(),
                    database.database(),
                    database.username(),
                    TestDatabases.PASSWORD));
            fill();
        }

        void fill() throws Exception {
            assertThat(new WholePool(subject.dataSource(), subject.poolSize()).await(PATIENCE))
                    .isTrue();
        }

        void demote() {
            primary.takeWrites(false);
            Waiting.until(() -> !takesWrites(primary));
        }

        private static boolean takesWrites(RestartableServer server) {
            return execute(server, "insert into writes (n) values (-1)", "delete from writes where n = -1");
        }

        private static boolean execute(RestartableServer server, String... statements) {
            try {
                server.database().execute(statements);
                return true;
            } catch (SQLException ex) {
                return false;
            }
        }

        void promoteOther() {
            primary = (primary == first) ? second : first;
            primary.takeWrites(true);
            Waiting.until(() -> takesWrites(primary));
            proxy.leadTo(primary.port());
        }

        void failOver() {
            demote();
            promoteOther();
        }

        int written() throws SQLException {
            return count(first) + count(second);
        }

        private static int count(RestartableServer server) throws SQLException {
            try (Connection connection = server.database().connect();
                    Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery("select count(*) from writes")) {
                rows.next();
                return rows.getInt(1);
            }
        }

        void insert(int n) {
            assertThat(subject.sql().update("insert into writes (n) values (:n)", Map.of("n", n)))
                    .isEqualTo(1);
        }

        long repeats() {
            return subject.supervised().statistics().retriedCalls();
        }

        @Override
        public void close() {
            subject.close();
            proxy.close();
        }
    }

    @ParameterizedTest
    @EnumSource
    void noWriteFailsAndNoneIsDoubledWhenTheAddressLeadsToANewPrimary(Client client) throws Exception {
        try (Scene scene = new Scene(client)) {
            scene.insert(0);
            scene.failOver();
            AtomicInteger next = new AtomicInteger();
            List<Future<?>> writers = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                writers.add(callers.submit(() -> {
                    for (int n = 0; n < WRITES; n++) {
                        scene.insert(next.incrementAndGet());
                    }
                }));
            }
            for (Future<?> each : writers) {
                each.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            }
            assertThat(scene.written()).isEqualTo(1 + THREADS * WRITES);
            assertThat(Scene.count(scene.second)).as("at the new primary").isEqualTo(THREADS * WRITES);
            assertThat(scene.repeats()).as("repeated writes").isBetween(1L, (long) scene.subject.poolSize());
            assertThat(scene.subject.supervised().state()).isEqualTo(ConnectionState.UP);
            assertThat(scene.subject.supervised().statistics().openings())
                    .as("the pool itself is well")
                    .isEqualTo(1);
            Waiting.until(() -> scene.first.sessions(RestartableServer.USER) == 0);
        }
    }

    @ParameterizedTest
    @EnumSource
    void eachKindOfWriteIsRepeatedOnce(Client client) throws Exception {
        try (Scene scene = new Scene(client)) {
            List<IntConsumer> kinds = new ArrayList<>(List.of(
                    scene::insert,
                    n -> assertThat(scene.subject
                                    .sql()
                                    .sql("insert into writes (n) values (?)")
                                    .param(n)
                                    .updateReturningKeys("id")
                                    .size())
                            .isEqualTo(1),
                    n -> assertThat(scene.subject
                                    .sql()
                                    .sql("insert into writes (n) values (:n)")
                                    .batch(List.of(Map.of("n", n))))
                            .containsExactly(1)));
            if (client != Client.MYSQL) {
                kinds.add(n -> assertThat(scene.subject
                                .sql()
                                .query("insert into writes (n) values (:n) returning n", Map.of("n", n), Integer.class))
                        .containsExactly(n));
            }
            int n = 0;
            for (IntConsumer kind : kinds) {
                scene.fill();
                scene.failOver();
                long repeats = scene.repeats();
                kind.accept(++n);
                assertThat(scene.repeats() - repeats)
                        .as("repetitions of kind %s", n)
                        .isEqualTo(1);
                assertThat(scene.written()).isEqualTo(n);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void oneStatementOfAnyOtherAccessPathFailsAtMost(Client client) throws Exception {
        try (Scene scene = new Scene(client);
                ConfigurableApplicationContext context = repositories(scene.subject.sql())) {
            WriteRepository repository = context.getBean(WriteRepository.class);
            TransactionTemplate transactions =
                    new TransactionTemplate(new DataSourceTransactionManager(scene.subject.dataSource()));
            List<IntConsumer> paths = List.of(
                    n -> scene.subject
                            .sql()
                            .jdbcClient()
                            .sql("insert into writes (n) values (?)")
                            .param(n)
                            .update(),
                    n -> transactions.executeWithoutResult(status -> scene.insert(n)),
                    n -> scene.subject
                            .sql()
                            .transaction(tx -> tx.update("insert into writes (n) values (:n)", Map.of("n", n))),
                    n -> repository.save(new Write(null, n)));
            int n = 0;
            for (IntConsumer path : paths) {
                scene.fill();
                scene.failOver();
                int failed = 0;
                for (int i = 0; i < WRITES; i++) {
                    try {
                        path.accept(++n);
                    } catch (DataAccessException ex) {
                        failed++;
                    }
                }
                assertThat(failed).isEqualTo(1);
            }
            assertThat(scene.written()).isEqualTo(paths.size() * (WRITES - 1));
        }
    }

    /** The beans of the connection, as the auto-configuration registers them, and its repository. */
    private static ConfigurableApplicationContext repositories(SupervisedSqlConnection sql) {
        AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
        context.registerBean("petDb", SqlConnection.class, () -> sql);
        context.registerBean("petDbDataSource", DataSource.class, sql::dataSource);
        context.registerBean("petDbTransactionManager", PlatformTransactionManager.class, sql::transactionManager);
        context.register(Repositories.class);
        context.refresh();
        return context;
    }

    @Configuration(proxyBeanMethods = false)
    @EnableConnectionRepositories(
            connection = "pet-db",
            basePackageClasses = ReadOnlyServerTests.class,
            considerNestedRepositories = true)
    static class Repositories {}

    interface WriteRepository extends CrudRepository<Write, Integer> {}

    @Table("writes")
    record Write(@Id @Nullable Integer id, int n) {}

    @ParameterizedTest
    @EnumSource
    void writesSucceedAgainWhenTheAddressFollowsLater(Client client) throws Exception {
        try (Scene scene = new Scene(client)) {
            scene.demote();
            long begun = System.nanoTime();
            int n = 0;
            while (System.nanoTime() - begun < TimeUnit.SECONDS.toNanos(3)) {
                int row = ++n;
                long repeats = scene.repeats();
                assertThatExceptionOfType(DataAccessException.class).isThrownBy(() -> scene.insert(row));
                assertThat(scene.repeats() - repeats).isEqualTo(1);
            }
            scene.promoteOther();
            long promoted = System.nanoTime();
            Waiting.until(() -> {
                try {
                    scene.insert(0);
                    return true;
                } catch (DataAccessException ex) {
                    return false;
                }
            });
            assertThat(Duration.ofNanos(System.nanoTime() - promoted)).isLessThan(Duration.ofSeconds(15));
            assertThat(scene.subject.supervised().state()).isEqualTo(ConnectionState.UP);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aServerThatStaysReadOnlyCostsFewLogins(Client client) throws Exception {
        try (Scene scene = new Scene(client)) {
            scene.demote();
            long logins = scene.proxy.accepted();
            long begun = System.nanoTime();
            for (int i = 0; i < 5 * WRITES; i++) {
                int row = i;
                assertThatExceptionOfType(DataAccessException.class).isThrownBy(() -> scene.insert(row));
            }
            // the connections are replaced after 0, 100, 300, 700, 1500 and 3100 ms, as far as they are used
            long replacements = 7 + (System.nanoTime() - begun) / TimeUnit.SECONDS.toNanos(5);
            assertThat(scene.proxy.accepted() - logins)
                    .as("logins")
                    .isBetween(1L, Math.min(5L * WRITES, replacements * scene.subject.poolSize()));
            scene.subject.read();
            assertThat(scene.subject.supervised().state()).isEqualTo(ConnectionState.UP);
            assertThat(scene.subject.supervised().statistics().openings()).isEqualTo(1);
        }
    }

    @Test
    void aRoleThatIsReadOnlyByDefaultReadsOnTheSameConnections() throws Exception {
        try (Scene scene = new Scene(Client.POSTGRES)) {
            scene.first.database().execute("alter role app set default_transaction_read_only = on");
            try {
                scene.subject.supervised().reset();
                scene.fill();
                for (int i = 0; i < 3; i++) {
                    int row = i;
                    assertThatExceptionOfType(DataAccessException.class).isThrownBy(() -> scene.insert(row));
                }
                scene.fill();
                long logins = scene.proxy.accepted();
                for (int i = 0; i < 50; i++) {
                    scene.subject.read();
                }
                assertThat(scene.proxy.accepted()).isEqualTo(logins);
            } finally {
                scene.first.database().execute("set default_transaction_read_only = off", "alter role app reset all");
            }
        }
    }

    @Test
    void aCallersOwnReadOnlyTransactionReplacesNothing() throws Exception {
        try (Scene scene = new Scene(Client.POSTGRES)) {
            TransactionTemplate readOnly =
                    new TransactionTemplate(new DataSourceTransactionManager(scene.subject.dataSource()));
            readOnly.setReadOnly(true);
            long logins = scene.proxy.accepted();
            long repeats = scene.repeats();
            assertThatExceptionOfType(DataAccessException.class)
                    .isThrownBy(() -> readOnly.executeWithoutResult(status -> scene.insert(1)))
                    .withMessageContaining("read-only");
            try (Connection connection = scene.subject.dataSource().getConnection()) {
                connection.setReadOnly(true);
                connection.setAutoCommit(false);
                assertRefused(connection, "insert into writes (n) values (3)");
                connection.rollback();
            }
            scene.fill();
            assertThat(scene.proxy.accepted()).isEqualTo(logins);
            try (Connection connection = scene.subject.dataSource().getConnection()) {
                assertRefused(connection, "begin read only; insert into writes (n) values (4)");
            }
            scene.fill();
            assertThat(scene.proxy.accepted())
                    .as("the connection whose session was changed is replaced, and no other")
                    .isEqualTo(logins + 1);
            assertThat(scene.repeats()).isEqualTo(repeats);
            assertThat(scene.written()).isZero();
        }
    }

    private static void assertRefused(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            assertThatExceptionOfType(SQLException.class)
                    .isThrownBy(() -> statement.execute(sql))
                    .withMessageContaining("read-only");
        }
    }
}
