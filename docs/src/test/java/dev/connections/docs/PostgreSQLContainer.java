package dev.connections.docs;

/** A container that needs no Docker: it has a database in memory, with an address that is known once it is started. */
class PostgreSQLContainer extends org.testcontainers.postgresql.PostgreSQLContainer {

    private volatile boolean started;

    PostgreSQLContainer(String image) {
        super(image);
    }

    @Override
    public void start() {
        started = true;
    }

    @Override
    public void stop() {}

    @Override
    public String getDockerImageName() {
        return "postgres:18";
    }

    @Override
    public String getJdbcUrl() {
        if (!started) {
            throw new IllegalStateException("the container is not started");
        }
        return "jdbc:h2:mem:container" + System.identityHashCode(this);
    }
}
