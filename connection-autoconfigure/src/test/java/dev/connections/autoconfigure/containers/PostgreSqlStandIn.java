package dev.connections.autoconfigure.containers;

import java.util.concurrent.atomic.AtomicInteger;
import org.testcontainers.postgresql.PostgreSQLContainer;

/** A container that needs no Docker. Its database is in memory, and has an address only while it runs. */
class PostgreSqlStandIn extends PostgreSQLContainer {

    private final String database;

    private final AtomicInteger starts = new AtomicInteger();

    PostgreSqlStandIn(String database) {
        super("postgres:18");
        this.database = database;
    }

    int starts() {
        return starts.get();
    }

    @Override
    public void start() {
        starts.incrementAndGet();
    }

    @Override
    public void stop() {}

    @Override
    public String getDockerImageName() {
        return "postgres:18";
    }

    @Override
    public String getJdbcUrl() {
        if (starts() == 0) {
            throw new IllegalStateException("Mapped port can only be obtained after the container is started");
        }
        return "jdbc:h2:mem:" + database;
    }

    @Override
    public String getDriverClassName() {
        return "org.h2.Driver";
    }

    @Override
    public String getUsername() {
        return "user_of_" + database;
    }

    @Override
    public String getPassword() {
        return "secret";
    }
}
