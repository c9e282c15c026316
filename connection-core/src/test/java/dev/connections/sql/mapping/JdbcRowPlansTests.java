package dev.connections.sql.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.connections.rows.Rows;
import dev.connections.rows.mapping.RowPlan;
import dev.connections.sql.ReloadedRecord;
import dev.connections.sql.SqlOptions;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ref.WeakReference;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class JdbcRowPlansTests {

    record Pair(int a, int b) {}

    record Other(long a) {}

    @Test
    void compilesOncePerTypeAndShape() throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:h2:mem:")) {
            RowPlan first = plan(connection, "select 1 as a, 2 as b", Pair.class);
            assertThat(plan(connection, "select 1 as a, 2 as b", Pair.class)).isSameAs(first);
            assertThat(plan(connection, "select 3 as a, 4 as b", Pair.class)).isSameAs(first);
            assertThat(plan(connection, "select 3 as b, 4 as a", Pair.class)).isNotSameAs(first);
            assertThat(plan(connection, "select 3 as a, cast(4 as bigint) as b", Pair.class))
                    .isNotSameAs(first);
            assertThat(plan(connection, "select 1 as a, 2 as b", Other.class)).isNotSameAs(first);
        }
    }

    @Test
    void noticesThatATableHasChanged() throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:h2:mem:");
                Statement statement = connection.createStatement()) {
            statement.execute("create table t as select 1 as a, 2 as b");
            assertThat(Reading.list(connection, "select * from t", Pair.class)).containsExactly(new Pair(1, 2));
            statement.execute("drop table t");
            statement.execute("create table t as select 'x' as c, cast(2 as bigint) as b, 1 as a");
            assertThat(Reading.list(connection, "select * from t", Pair.class)).containsExactly(new Pair(1, 2));
            statement.execute("alter table t drop column a");
            assertThatThrownBy(() -> Reading.list(connection, "select * from t", Pair.class))
                    .hasMessageContaining("no column for 'a'");
        }
    }

    @Test
    void staysBounded() throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:h2:mem:")) {
            for (int i = 0; i < 1000; i++) {
                String sql = "select " + i + " as a, 2 as b, 3 as c" + i;
                assertThat(Reading.list(connection, sql, Pair.class)).containsExactly(new Pair(i, 2));
            }
            assertThat(JdbcRowPlans.of(Pair.class).size()).isLessThanOrEqualTo(JdbcRowPlans.MAX_QUERIES);
        }
    }

    @Test
    void doesNotKeepTheClassLoaderOfARowType() throws Exception {
        WeakReference<ClassLoader> loader = readWithItsOwnLoader();
        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (loader.get() != null && System.nanoTime() < end) {
            System.gc();
        }
        assertThat(loader.get()).isNull();
    }

    private static WeakReference<ClassLoader> readWithItsOwnLoader() throws Exception {
        ClassLoader loader = new OwnLoader();
        Class<?> type = loader.loadClass(ReloadedRecord.class.getName());
        assertThat(type).isNotSameAs(ReloadedRecord.class);
        Rows rows = Reading.rows("select x as a, x as b from system_range(1, 1000)");
        assertThat(rows.as(type)).hasSize(1000);
        assertThat(Reading.list("select x as a, x as b from system_range(1, 1000)", type))
                .hasSize(1000);
        return new WeakReference<>(loader);
    }

    private static RowPlan plan(Connection connection, String sql, Class<?> type) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rs = statement.executeQuery(sql)) {
            return JdbcRowPlans.of(type).plan(rs, sql, SqlOptions.defaults());
        }
    }

    /** Defines the record once more, as the developer tools do after a change. */
    private static final class OwnLoader extends ClassLoader {

        OwnLoader() {
            super(JdbcRowPlansTests.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.equals(ReloadedRecord.class.getName())) {
                return super.loadClass(name, resolve);
            }
            try (InputStream bytes = getResourceAsStream(name.replace('.', '/') + ".class")) {
                byte[] code = bytes.readAllBytes();
                return defineClass(name, code, 0, code.length);
            } catch (IOException ex) {
                throw new ClassNotFoundException(name, ex);
            }
        }
    }
}
