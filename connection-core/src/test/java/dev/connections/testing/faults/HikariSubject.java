package dev.connections.testing.faults;

import com.zaxxer.hikari.HikariDataSource;
import dev.connections.testing.TestDatabase;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** HikariCP and {@link JdbcClient}, as Spring Boot sets them up from a URL, a user and a password: the peer. */
public final class HikariSubject implements Subject {

    private final HikariDataSource pool = new HikariDataSource();

    private final JdbcClient client = JdbcClient.create(pool);

    /** @param database what to read from */
    public HikariSubject(TestDatabase database) {
        pool.setJdbcUrl(database.jdbcUrl());
        pool.setUsername(database.username());
        pool.setPassword(database.password());
    }

    @Override
    public String read() {
        return client.sql("select current_user").query(String.class).single();
    }

    @Override
    public DataSource dataSource() {
        return pool;
    }

    @Override
    public int poolSize() {
        return pool.getMaximumPoolSize();
    }

    @Override
    public void close() {
        pool.close();
    }

    @Override
    public String toString() {
        return "HikariCP";
    }
}
