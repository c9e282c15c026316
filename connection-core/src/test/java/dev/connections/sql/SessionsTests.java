package dev.connections.sql;

import static dev.connections.testing.Records.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import com.zaxxer.hikari.HikariDataSource;
import dev.connections.cache.CacheSettings;
import dev.connections.testing.RequiresServer;
import dev.connections.testing.Seed;
import dev.connections.testing.TestDatabase;
import dev.connections.testing.TestDatabases;
import dev.connections.testing.faults.Direction;
import dev.connections.testing.faults.TcpProxy;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What one borrower does to the session of a pooled connection is not seen by the next one. */
@RequiresServer
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SessionsTests {

    private static final int SEQUENCES = 12;

    /** A database, how its sessions can be changed, and what tells that they were. */
    enum Product {
        POSTGRESQL(
                List.of(
                        "select setting || '' from pg_settings where name in ('search_path', 'TimeZone', 'work_mem',"
                                + " 'application_name', 'statement_timeout', 'default_transaction_read_only',"
                                + " 'default_transaction_isolation', 'transaction_read_only', 'lock_timeout')"
                                + " order by name",
                        "select current_user || session_user",
                        "select coalesce(string_agg(c, ','), '') from pg_listening_channels() c",
                        "select count(*)::text from pg_locks where locktype = 'advisory' and pid = pg_backend_pid()",
                        "select count(*)::text from pg_class where relname = 'leaked' and pg_table_is_visible(oid)",
                        "select count(*)::text from pg_cursors where is_holdable",
                        "select coalesce(current_setting('app.tenant', true), '')"),
                List.of(
                        "set search_path to other",
                        "set time zone 'Asia/Kathmandu'",
                        "set session work_mem = '9MB'",
                        "/* first */ set statement_timeout = 12345",
                        "-- a comment\nset role other_role",
                        "select set_config('app.tenant', 'a', false)",
                        "select set_config('lock_timeout', '77', false)",
                        "listen leaks",
                        "select pg_advisory_lock(42)",
                        "create temp table leaked (id int)",
                        "create temporary table leaked (id int)",
                        "create table pg_temp.leaked (id int)",
                        "declare leaked cursor with hold for select 1",
                        "select \"set_config\"('app.tenant', 'b', false)",
                        "select 1; set work_mem = '9MB'",
                        "set session characteristics as transaction isolation level serializable",
                        "set local work_mem = '10MB'",
                        "reset all",
                        "begin")),
        MARIADB(
                List.of(
                        "select concat_ws('|', @@sql_mode, @@time_zone, @@autocommit, @@tx_isolation, @@tx_read_only,"
                                + " @@foreign_key_checks, @@innodb_lock_wait_timeout)",
                        "select database()",
                        "select coalesce(@tenant, '')",
                        "select coalesce(is_used_lock('leaked') = connection_id(), 0)"),
                List.of(
                        "set @tenant = 'a'",
                        "select @tenant := 'b'",
                        "set sql_mode = 'ANSI'",
                        "set session time_zone = '+05:45'",
                        "# a comment\nset foreign_key_checks = 0",
                        "set local innodb_lock_wait_timeout = 7",
                        "use information_schema",
                        "select get_lock('leaked', 0)",
                        "create temporary table leaked (id int)",
                        "set session transaction isolation level serializable",
                        "set session transaction read only")),
        H2(
                List.of(
                        "select schema()",
                        "select @tenant",
                        "select setting_value from information_schema.settings where setting_name in ('TIME ZONE')",
                        "select lock_timeout()",
                        "select count(*) from information_schema.tables where table_name = 'LEAKED'"),
                List.of(
                        "set schema other",
                        "set @tenant = 'a'",
                        "set time zone 'Asia/Kathmandu'",
                        "set lock_timeout 77",
                        "create local temporary table leaked (id int)",
                        "select set(@tenant, 'b')",
                        "use other")),
        SQLITE(
                List.of(
                        "pragma foreign_keys",
                        "pragma recursive_triggers",
                        "select count(*) from pragma_database_list where name = 'other'",
                        "select count(*) from sqlite_temp_master"),
                List.of(
                        "pragma foreign_keys = off",
                        "pragma recursive_triggers = on",
                        "pragma recursive_triggers(1)",
                        "attach ':memory:' as other",
                        "create temp table leaked (id int)")),
        DUCKDB(
                List.of(
                        "select current_schema()",
                        "select coalesce(getvariable('tenant'), '')",
                        "select count(*) from duckdb_tables() where table_name = 'leaked'"),
                List.of(
                        "use other",
                        "set schema = 'other'",
                        "set variable tenant = 'a'",
                        "create temp table leaked (i int)"));

        private final List<String> probes;

        private final List<String> changes;

        Product(List<String> probes, List<String> changes) {
            this.probes = probes;
            this.changes = changes;
        }

        TestDatabase database() throws SQLException {
            return switch (this) {
                case POSTGRESQL -> {
                    TestDatabase database = TestDatabases.postgres();
                    database.execute(
                            "create schema other",
                            "do $$ begin if not exists (select from pg_roles where rolname = 'other_role') then"
                                    + " create role other_role; end if; end $$",
                            "grant other_role to current_user");
                    yield database;
                }
                case MARIADB -> TestDatabases.mariadb();
                case H2 -> {
                    TestDatabase database = TestDatabases.h2();
                    database.execute("create schema other");
                    yield database;
                }
                case SQLITE -> TestDatabases.sqlite();
                case DUCKDB -> {
                    TestDatabase database = TestDatabases.duckdb();
                    database.execute("create schema other");
                    yield database;
                }
            };
        }

        /** What a session looks like from inside. */
        List<String> session(Connection connection) throws SQLException {
            List<String> session = new ArrayList<>();
            for (String probe : probes) {
                try (Statement statement = connection.createStatement();
                        ResultSet rows = statement.executeQuery(probe)) {
                    while (rows.next()) {
                        session.add(probe + ": " + rows.getString(1));
                    }
                }
            }
            session.add("autocommit: " + connection.getAutoCommit());
            session.add("read-only: " + connection.isReadOnly());
            session.add("isolation: " + connection.getTransactionIsolation());
            session.add("catalog: " + connection.getCatalog());
            session.add("schema: " + connection.getSchema());
            return session;
        }
    }

    static Stream<TestDatabase> databases() throws SQLException {
        List<TestDatabase> databases = new ArrayList<>();
        for (Product product : Product.values()) {
            databases.add(product.database());
        }
        databases.add(TestDatabases.mysql());
        return databases.stream();
    }

    /** How an application may execute a statement. */
    private enum Access {
        HANDLE_UPDATE {
            @Override
            void execute(PooledDatabase petDb, String sql) {
                petDb.sql.update(sql);
            }
        },
        HANDLE_QUERY {
            @Override
            void execute(PooledDatabase petDb, String sql) {
                petDb.sql.query(sql);
            }
        },
        TRANSACTION {
            @Override
            void execute(PooledDatabase petDb, String sql) {
                petDb.sql.transaction(tx -> tx.update(sql));
            }
        },
        JDBC_CLIENT {
            @Override
            void execute(PooledDatabase petDb, String sql) {
                petDb.sql.jdbcClient().sql(sql).update();
            }
        },
        STATEMENT {
            @Override
            void execute(PooledDatabase petDb, String sql) throws SQLException {
                try (Connection connection = petDb.borrow();
                        Statement statement = connection.createStatement()) {
                    statement.execute(sql);
                }
            }
        },
        PREPARED_STATEMENT {
            @Override
            void execute(PooledDatabase petDb, String sql) throws SQLException {
                try (Connection connection = petDb.borrow();
                        PreparedStatement statement = connection.prepareStatement(sql)) {
                    statement.execute();
                }
            }
        },
        CALL {
            @Override
            void execute(PooledDatabase petDb, String sql) throws SQLException {
                try (Connection connection = petDb.borrow();
                        CallableStatement statement = connection.prepareCall(sql)) {
                    statement.execute();
                }
            }
        },
        BATCH {
            @Override
            void execute(PooledDatabase petDb, String sql) throws SQLException {
                try (Connection connection = petDb.borrow();
                        Statement statement = connection.createStatement()) {
                    statement.addBatch(sql);
                    statement.executeBatch();
                }
            }
        };

        abstract void execute(PooledDatabase petDb, String sql) throws Exception;
    }

    @ParameterizedTest
    @EnumSource
    void statementsDoNotLeak(Product product) throws Exception {
        try (PooledDatabase petDb = new PooledDatabase(product.database())) {
            List<String> fresh = session(petDb, product);
            Random random = new Random(Seed.VALUE);
            for (int i = 0; i < SEQUENCES; i++) {
                List<String> done = new ArrayList<>();
                for (int j = random.nextInt(3); j >= 0; j--) {
                    Access access = Access.values()[random.nextInt(Access.values().length)];
                    String sql = product.changes.get(random.nextInt(product.changes.size()));
                    done.add(access + ": " + sql);
                    try {
                        access.execute(petDb, sql);
                    } catch (Exception ex) {
                        // it may be no statement for that access, but may have had an effect nevertheless
                    }
                    assertThat(session(petDb, product))
                            .as("seed %d, %s", Seed.VALUE, done)
                            .isEqualTo(fresh);
                }
            }
        }
    }

    private static List<String> session(PooledDatabase petDb, Product product) throws SQLException {
        try (Connection connection = petDb.borrow()) {
            return product.session(connection);
        }
    }

    @ParameterizedTest
    @EnumSource
    void jdbcSettingsDoNotLeak(Product product) throws Exception {
        try (PooledDatabase petDb = new PooledDatabase(product.database())) {
            List<String> fresh = session(petDb, product);
            for (boolean autoCommit : new boolean[] {true, false}) {
                try (Connection connection = petDb.borrow()) {
                    connection.setAutoCommit(autoCommit);
                    if (product != Product.DUCKDB) {
                        connection.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE);
                    }
                    if (product == Product.MARIADB) {
                        connection.setCatalog("information_schema");
                    } else {
                        connection.setSchema(product == Product.H2 ? "OTHER" : "other");
                    }
                }
                assertThat(session(petDb, product)).isEqualTo(fresh);
            }
            assertThat(opened(petDb)).isEqualTo(1);
        }
    }

    /** A session that is not changed is given to the next borrower, without a request to the server. */
    @ParameterizedTest
    @MethodSource("databases")
    void unchangedConnectionsStay(TestDatabase database) throws Exception {
        try (PooledDatabase petDb = new PooledDatabase(database)) {
            String first = physical(petDb);
            petDb.sql.query("select 1");
            petDb.sql.transaction(tx -> tx.query("select 1"));
            petDb.sql.update("create table unchanged (id int)");
            petDb.sql.update("insert into unchanged values (1)");
            petDb.sql.update("update unchanged set id = 2");
            assertThat(physical(petDb)).isEqualTo(first);
        }
    }

    @ParameterizedTest
    @EnumSource
    void holdabilityAndClientInfoDoNotLeak(Product product) throws Exception {
        try (PooledDatabase petDb = new PooledDatabase(product.database())) {
            String fresh = settings(petDb);
            int changed = 0;
            for (boolean autoCommit : new boolean[] {true, false}) {
                try (Connection connection = petDb.borrow()) {
                    connection.setAutoCommit(autoCommit);
                    for (Work change : List.<Work>of(
                            () -> connection.setHoldability(other(connection.getHoldability())),
                            () -> connection.setClientInfo("ApplicationName", "leaked"),
                            () -> {
                                Properties info = new Properties();
                                info.setProperty("ClientUser", "leaked");
                                connection.setClientInfo(info);
                            })) {
                        try {
                            change.run();
                            changed++;
                        } catch (SQLException ex) {
                            // the driver does not have it
                        }
                    }
                }
                assertThat(settings(petDb)).isEqualTo(fresh);
            }
            assertThat(changed > 0).isEqualTo(product != Product.DUCKDB);
        }
    }

    private static int other(int holdability) {
        return (holdability == ResultSet.HOLD_CURSORS_OVER_COMMIT)
                ? ResultSet.CLOSE_CURSORS_AT_COMMIT
                : ResultSet.HOLD_CURSORS_OVER_COMMIT;
    }

    private static String settings(PooledDatabase petDb) throws SQLException {
        try (Connection connection = petDb.borrow()) {
            return connection.getHoldability() + " "
                    + new TreeMap<>(Objects.requireNonNullElse(connection.getClientInfo(), new Properties()));
        } catch (SQLFeatureNotSupportedException ex) {
            return "none";
        }
    }

    /** The driver's connection, as the pool's writes it. */
    private static String physical(PooledDatabase petDb) throws SQLException {
        try (Connection connection = petDb.borrow()) {
            return connection.toString().replaceFirst(".* wrapping ", "");
        }
    }

    /**
     * Counted in bytes, and compared with the pool alone, which tests a connection that was idle for half a second. A request more
     * for each use would nearly double them. Those of the last statement may not be counted yet.
     */
    @ParameterizedTest
    @MethodSource("servers")
    void nothingIsSentForAnUnchangedSession(TestDatabase database) throws Exception {
        try (TcpProxy proxy = TcpProxy.to(database.port());
                PooledDatabase petDb = new PooledDatabase(new TestDatabase(
                        database.jdbcUrl().replace(":" + database.port() + "/", ":" + proxy.port() + "/"),
                        database.host(),
                        proxy.port(),
                        database.database(),
                        database.username(),
                        database.password()))) {
            HikariDataSource hikari = petDb.sql.unwrap(HikariDataSource.class);
            long handle = Long.MAX_VALUE;
            long pool = Long.MAX_VALUE;
            for (int i = 0; i < 5; i++) {
                pool = Math.min(pool, sent(proxy, hikari::getConnection));
                handle = Math.min(handle, sent(proxy, petDb::borrow));
            }
            assertThat(handle).isCloseTo(pool, withinPercentage(20));
        }
    }

    static Stream<TestDatabase> servers() {
        return Stream.of(TestDatabases.postgres(), TestDatabases.mariadb(), TestDatabases.mysql());
    }

    private static long sent(TcpProxy proxy, Source source) throws SQLException {
        long before = proxy.bytes(Direction.TO_SERVER);
        for (int i = 0; i < 40; i++) {
            try (Connection connection = source.getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute("select 1");
            }
        }
        return proxy.bytes(Direction.TO_SERVER) - before;
    }

    @FunctionalInterface
    private interface Source {

        Connection getConnection() throws SQLException;
    }

    private static int opened(PooledDatabase petDb) {
        return petDb.sql.unwrap(HikariDataSource.class).getHikariPoolMXBean().getTotalConnections();
    }

    /** Whichever way the application reaches the connection, closing it gives it back. */
    @ParameterizedTest
    @MethodSource("databases")
    void closingGivesBackHoweverTheConnectionIsReached(TestDatabase database) throws Exception {
        try (PooledDatabase petDb = new PooledDatabase(database)) {
            List<Reach> reaches = List.of(
                    connection -> connection.createStatement().getConnection(),
                    connection -> connection.prepareStatement("select 1").getConnection(),
                    connection -> connection.getMetaData().getConnection(),
                    connection -> connection
                            .createStatement()
                            .executeQuery("select 1")
                            .getStatement()
                            .getConnection(),
                    connection -> connection
                            .prepareStatement("select 1")
                            .executeQuery()
                            .getStatement()
                            .getConnection(),
                    connection -> {
                        DatabaseMetaData metaData = connection.getMetaData();
                        ResultSet types = metaData.getTableTypes();
                        Statement statement = types.getStatement();
                        return (statement != null) ? statement.getConnection() : metaData.getConnection();
                    },
                    connection -> {
                        Statement statement = connection.createStatement();
                        statement.execute("select 1");
                        return statement.getResultSet().getStatement().getConnection();
                    });
            for (Reach reach : reaches) {
                for (int i = 0; i < 3; i++) {
                    Connection connection = petDb.borrow();
                    reach.from(connection).close();
                    assertThat(connection.isClosed()).isTrue();
                }
            }
            assertThat(petDb.sql.sql("select 5").value(Integer.class)).isEqualTo(5);
            petDb.supervised.reset();
            assertThat(petDb.sql.sql("select 5").value(Integer.class)).isEqualTo(5);
        }
    }

    @FunctionalInterface
    private interface Reach {

        Connection from(Connection connection) throws SQLException;
    }

    @Test
    void writesOfStatementsThatAreExecutedAgainEvictCachedResults() throws Exception {
        try (PooledDatabase petDb = new PooledDatabase(TestDatabases.h2(), 2, false)) {
            petDb.sql.update("create table pets (name varchar(20))");
            petDb.supervised
                    .cache()
                    .setSettings(
                            with(with(CacheSettings.defaults(), "ttl", Duration.ofHours(1)), "evictOnWrite", true));
            try (Connection connection = petDb.borrow();
                    PreparedStatement insert = connection.prepareStatement("insert into pets values (?)");
                    CallableStatement call = connection.prepareCall("insert into pets values ('call')");
                    Statement statement = connection.createStatement()) {
                List<Work> works = List.of(
                        () -> {
                            insert.setString(1, "again");
                            insert.executeUpdate();
                        },
                        () -> {
                            insert.setString(1, "batch");
                            insert.addBatch();
                            insert.executeBatch();
                        },
                        () -> {
                            statement.addBatch("insert into pets values ('text')");
                            statement.executeBatch();
                        },
                        call::execute);
                int expected = 0;
                for (boolean autoCommit : new boolean[] {true, false, true}) {
                    connection.setAutoCommit(autoCommit);
                    for (Work work : works) {
                        assertThat(pets(petDb)).hasSize(expected);
                        work.run();
                        if (!autoCommit) {
                            connection.commit();
                        }
                        expected++;
                        assertThat(pets(petDb)).hasSize(expected);
                    }
                }
            }
        }
    }

    private static List<String> pets(PooledDatabase petDb) {
        return petDb.sql.query("select name from pets", String.class);
    }

    @FunctionalInterface
    private interface Work {

        void run() throws SQLException;
    }
}
