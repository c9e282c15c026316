package dev.connections.benchmarks;

import com.zaxxer.hikari.HikariDataSource;
import dev.connections.ConnectionName;
import dev.connections.credentials.Credentials;
import dev.connections.credentials.CredentialsProvider;
import dev.connections.sql.SqlConnection;
import dev.connections.sql.SqlOptions;
import dev.connections.sql.dialect.SqlDialect;
import dev.connections.sql.driver.SqlSettings;
import dev.connections.sql.execution.SupervisedSqlConnection;
import dev.connections.sql.pool.HikariConnectionFactory;
import dev.connections.sql.url.SqlTarget;
import dev.connections.supervision.SupervisedConnection;
import dev.connections.supervision.resilience.SupervisionSettings;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** A database with the table {@code owner}, and a SQL connection to it. */
final class BenchmarkDatabase implements AutoCloseable {

    /** Which databases there are. */
    enum Product {
        H2,
        POSTGRESQL
    }

    /**
     * Ids from 1, unique names of about 12 characters, 20 cities, and a timestamp. The {@code %s} is a table of numbers
     * x.
     */
    static final String ROWS =
            "select cast(x as bigint) as id, 'owner ' || (cast(x as bigint) * 7919 %% 1000003) as name, 'city ' "
                    + "|| (x %% 20) as city, cast(x %% 90 as int) as age, x / 7.0e0 as weight, "
                    + "timestamp '2020-01-01 00:00:00' + x * interval '71' second as last_seen from %s";

    /** One in memory outlives its connections. */
    private static final AtomicInteger COUNTER = new AtomicInteger();

    private final @Nullable EmbeddedPostgres server;

    private final SupervisedConnection<DataSource> supervised;

    private final SqlConnection connection;

    BenchmarkDatabase(Product product, int rows) {
        this.server = (product == Product.POSTGRESQL) ? startPostgres() : null;
        String url = (server != null)
                ? server.getJdbcUrl("postgres", "postgres")
                : "jdbc:h2:mem:benchmarks-" + COUNTER.incrementAndGet();
        ConnectionName name = new ConnectionName("benchmarks");
        SqlTarget target = new SqlTarget(SqlDialect.ofJdbcUrl(url), url, Map.of(), Credentials.none(), null);
        this.supervised = new SupervisedConnection<>(
                name,
                "sql",
                new HikariConnectionFactory(name, target, SqlSettings.DEFAULTS),
                CredentialsProvider.of(Credentials.none()),
                SupervisionSettings.defaults());
        this.connection = new SupervisedSqlConnection(supervised, target.dialect(), SqlOptions.defaults());
        String numbers = (server != null) ? "generate_series(1, %d) as x" : "system_range(1, %d)";
        connection.update("create table owner (id bigint primary key, name varchar(20), city varchar(20), age int, "
                + "weight double precision, last_seen timestamp)");
        connection.update("insert into owner " + ROWS.formatted(numbers.formatted(rows)));
        connection.update("analyze");
    }

    private static EmbeddedPostgres startPostgres() {
        try {
            return EmbeddedPostgres.start();
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    SqlConnection connection() {
        return connection;
    }

    /** The pool underneath, for all who would otherwise use it by itself. */
    DataSource pool() {
        return connection.unwrap(HikariDataSource.class);
    }

    @Override
    public void close() {
        supervised.close();
        if (server != null) {
            try {
                server.close();
            } catch (IOException ex) {
                throw new UncheckedIOException(ex);
            }
        }
    }
}
