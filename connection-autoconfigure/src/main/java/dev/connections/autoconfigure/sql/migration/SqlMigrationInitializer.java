package dev.connections.autoconfigure.sql.migration;

import dev.connections.ConnectionException;
import dev.connections.ManagedConnection;
import dev.connections.autoconfigure.StartMode;
import dev.connections.autoconfigure.registry.SupervisedConnections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.InitializingBean;

/**
 * Runs migrations while the application starts, before the beans that use databases are made: those of connections that
 * are opened at start, at the same time. When migrations fail, so does the start. A connection that is down is left to
 * be migrated when it is opened, unless it is required.
 */
public final class SqlMigrationInitializer implements InitializingBean {

    private static final Logger logger = LoggerFactory.getLogger(SqlMigrationInitializer.class);

    private final @Nullable SupervisedConnections connections;

    private final SqlMigrations migrations;

    /** @param connections the connections of the application; {@code null} if it has none */
    public SqlMigrationInitializer(@Nullable SupervisedConnections connections, SqlMigrations migrations) {
        this.connections = connections;
        this.migrations = migrations;
    }

    @Override
    public void afterPropertiesSet() throws InterruptedException {
        if (connections != null) {
            migrate(connections);
        }
    }

    private void migrate(SupervisedConnections all) throws InterruptedException {
        Map<ManagedConnection<?>, SqlMigration> opened = new LinkedHashMap<>();
        for (String name : all.names()) {
            StartMode start = all.startOfSetup(name);
            if (start != null && start != StartMode.LAZY) {
                ManagedConnection<?> connection = all.connection(name);
                SqlMigration migration = migrations.find(name);
                if (migration != null) {
                    opened.put(connection, migration);
                    all.open(name);
                }
            }
        }
        for (Map.Entry<ManagedConnection<?>, SqlMigration> entry : opened.entrySet()) {
            boolean required = all.startOfSetup(entry.getKey().name()) == StartMode.REQUIRED;
            await(entry.getKey(), entry.getValue(), required);
        }
    }

    private void await(ManagedConnection<?> connection, SqlMigration migration, boolean required)
            throws InterruptedException {
        try {
            connection.lease().close();
            return;
        } catch (ConnectionException ex) {
            if (!migration.hasBegun()) {
                if (required) {
                    throw ex;
                }
                warn(connection);
                return;
            }
            migration.await();
        }
        try {
            // attempts that have timed out during the migrations must not delay the start further
            connection.reset();
            connection.lease().close();
        } catch (ConnectionException ex) {
            if (required) {
                throw ex;
            }
        }
    }

    private void warn(ManagedConnection<?> connection) {
        logger.warn(
                "Connection '{}' is unavailable. Its migrations ({}) run when it is opened, before it is used. "
                        + "To fail the start instead, set 'connections.{}.start' to 'required'.",
                connection.name(),
                migrations.describe(connection.name()),
                connection.name());
    }
}
