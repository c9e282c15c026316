package dev.connections.autoconfigure.sql.migration;

import dev.connections.credentials.Credentials;
import dev.connections.sql.pool.DatabaseSetup;
import dev.connections.sql.pool.DatabaseSetupException;
import dev.connections.support.ConnectionLogContext;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.jdbc.EmbeddedDatabaseConnection;

/**
 * The migrations of one connection. They run once, when the connection is opened first, on a thread of their own: an
 * attempt to connect that takes too long does not end them, and the next attempt joins them. When they fail, the
 * connection stays unavailable, and they are tried again after {@link #PAUSE}. Thread-safe.
 */
final class SqlMigration implements DatabaseSetup {

    /** The time between failed migrations and the next try. Attempts to connect in between fail at once. */
    static final Duration PAUSE = Duration.ofMinutes(1);

    private static final Logger logger = LoggerFactory.getLogger(SqlMigration.class);

    private final String connection;

    private final MigrationSettings settings;

    private final Map<MigrationTool, MigrationDataSource> dataSources = new EnumMap<>(MigrationTool.class);

    private final Map<MigrationTool, MigrationContext> contexts = new EnumMap<>(MigrationTool.class);

    /** The present or last run; {@code null} before the first. */
    private @Nullable CompletableFuture<@Nullable Void> run;

    private long failedNanos;

    SqlMigration(String connection, MigrationSettings settings) {
        this.connection = connection;
        this.settings = settings;
    }

    void add(MigrationTool tool, MigrationDataSource dataSource, MigrationContext context) {
        dataSources.put(tool, dataSource);
        contexts.put(tool, context);
    }

    @Nullable
    MigrationContext context(MigrationTool tool) {
        return contexts.get(tool);
    }

    MigrationSettings settings() {
        return settings;
    }

    /** Whether a tool manages the schema, so that JPA must not change it. */
    boolean managesSchema() {
        return contexts.containsKey(MigrationTool.FLYWAY) || contexts.containsKey(MigrationTool.LIQUIBASE);
    }

    @Override
    public void beforeUse(Database database) throws InterruptedException {
        join(current(database));
    }

    private synchronized CompletableFuture<@Nullable Void> current(Database database) {
        if (run == null || (run.isCompletedExceptionally() && System.nanoTime() - failedNanos > PAUSE.toNanos())) {
            CompletableFuture<@Nullable Void> started = new CompletableFuture<>();
            run = started;
            Thread thread = new Thread(
                    () -> ConnectionLogContext.run(connection, () -> run(database, started)),
                    "connection-" + connection + "-migrations");
            thread.setDaemon(true);
            thread.setContextClassLoader(getClass().getClassLoader());
            thread.start();
        }
        return run;
    }

    private void run(Database database, CompletableFuture<@Nullable Void> end) {
        MigrationTool tool = null;
        try {
            for (Map.Entry<MigrationTool, MigrationContext> entry : contexts.entrySet()) {
                tool = entry.getKey();
                run(tool, entry.getValue(), database);
            }
            end.complete(null);
        } catch (Throwable ex) {
            synchronized (this) {
                failedNanos = System.nanoTime();
            }
            end.completeExceptionally(new DatabaseSetupException(
                    connection,
                    "Connection '" + connection + "': " + ((tool != null) ? "'" + tool.key() + "'" : "a migration")
                            + " failed: " + ex.getMessage(),
                    ex));
        }
    }

    private void run(MigrationTool tool, MigrationContext context, Database database) throws Exception {
        Map<String, String> own = settings.wanted().getOrDefault(tool, Map.of());
        String user = own.containsKey("url") ? null : own.get(tool.userKey());
        String password = own.get("password");
        Credentials credentials = (user != null) ? Credentials.of(user, (password != null) ? password : "") : null;
        MigrationDataSource dataSource = dataSources.get(tool);
        database.use(credentials, pool -> {
            dataSource.use(pool);
            try {
                context.run();
                warnIfIdle(tool, own, pool);
            } finally {
                dataSource.use(null);
            }
        });
        logger.info("Connection '{}': '{}' has finished", connection, tool.key());
    }

    private void warnIfIdle(MigrationTool tool, Map<String, String> own, DataSource pool) {
        if (tool == MigrationTool.SCRIPTS && !own.containsKey("mode") && !EmbeddedDatabaseConnection.isEmbedded(pool)) {
            logger.warn(
                    "Connection '{}': no scripts run, because its database is not embedded. Set"
                            + " 'connections.{}.sql-init.mode' to 'always' to run them, or to 'never'.",
                    connection,
                    connection);
        }
    }

    /** Whether they have begun, and perhaps ended. */
    boolean hasBegun() {
        return present() != null;
    }

    /**
     * Waits for the run that has begun, if one has.
     *
     * @throws DatabaseSetupException if it failed
     */
    void await() throws InterruptedException {
        CompletableFuture<@Nullable Void> present = present();
        if (present != null) {
            join(present);
        }
    }

    private synchronized @Nullable CompletableFuture<@Nullable Void> present() {
        return run;
    }

    private static void join(CompletableFuture<@Nullable Void> run) throws InterruptedException {
        try {
            run.get();
        } catch (ExecutionException ex) {
            DatabaseSetupException failure = (DatabaseSetupException) ex.getCause();
            throw new DatabaseSetupException(failure.connectionName(), failure.getMessage(), failure.getCause());
        }
    }

    void close() {
        contexts.values().forEach(MigrationContext::close);
    }
}
