package dev.connections.sql.url;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.connections.sql.dialect.SqlDialect;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JdbcDriversTests {

    @ParameterizedTest
    @CsvSource({
        "mysql+pymysql://host/db, com.mysql, jdbc:mariadb://host:3306/db, MARIADB",
        "jdbc:mysql://host/db, com.mysql, jdbc:mariadb://host/db, MARIADB",
        "mariadb://host/db, org.mariadb, jdbc:mysql://host:3306/db, MYSQL"
    })
    void takesTheOtherDriverOfMySqlAndMariaDb(String url, String absent, String jdbcUrl, SqlDialect dialect)
            throws Exception {
        without(absent, () -> {
            SqlTarget target = SqlAddress.of(url).target();
            assertThat(target.jdbcUrl()).isEqualTo(jdbcUrl);
            assertThat(target.dialect()).isEqualTo(dialect);
            assertThat(target.driverClassName()).isEqualTo(dialect.driverClassName());
            assertThat(JdbcDrivers.of(target).acceptsURL(jdbcUrl)).isTrue();
        });
    }

    @ParameterizedTest
    @CsvSource({
        "h2:mem:db, org.h2, com.h2database:h2",
        "postgresql://host/db, org.postgresql, org.postgresql:postgresql",
        "mssql://host/db, com.microsoft, com.microsoft.sqlserver:mssql-jdbc",
        "oracle://host/db, oracle, com.oracle.database.jdbc:ojdbc17",
        "sqlite:///db, org.sqlite, org.xerial:sqlite-jdbc",
        "duckdb:///db, org.duckdb, org.duckdb:duckdb_jdbc"
    })
    void namesTheDependencyThatIsMissing(String url, String absent, String coordinates) throws Exception {
        without(absent, () -> assertThatIllegalArgumentException()
                .isThrownBy(() -> SqlAddress.of(url).target())
                .withMessageEndingWith("add the dependency " + coordinates));
    }

    private static void without(String packageName, Action action) throws Exception {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(new ClassLoader(before) {
            @Override
            protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
                if (name.startsWith(packageName + ".")) {
                    throw new ClassNotFoundException(name);
                }
                return super.loadClass(name, resolve);
            }
        });
        try {
            action.run();
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private interface Action {

        void run() throws Exception;
    }
}
