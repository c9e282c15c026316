package dev.connections.autoconfigure.containers;

import dev.connections.ConnectionName;
import dev.connections.autoconfigure.containers.ServiceConnectionProperties.Database;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.testcontainers.service.connection.ServiceConnection;
import org.springframework.core.annotation.MergedAnnotation;
import org.springframework.core.annotation.MergedAnnotations;
import org.testcontainers.containers.JdbcDatabaseContainer;

/** A container whose {@code @ServiceConnection} names a connection. */
final class NamedContainer {

    private NamedContainer() {}

    /**
     * Returns the connection that an annotation names, or {@code null} if the container is Spring Boot's: without a
     * name, or with a {@code type} of connection details.
     */
    static @Nullable ConnectionName nameIn(MergedAnnotations annotations) {
        return annotations.stream(ServiceConnection.class)
                .map(NamedContainer::nameIn)
                .filter(name -> name != null)
                .findFirst()
                .orElse(null);
    }

    private static @Nullable ConnectionName nameIn(MergedAnnotation<ServiceConnection> annotation) {
        // "value" and "name" are aliases of each other
        String name = annotation.synthesize().name();
        boolean typed = annotation.getClassArray("type").length > 0;
        return (!typed && ConnectionName.isValid(name)) ? new ConnectionName(name) : null;
    }

    /** The database in a container, which is started when a value is read. Starting it twice has no effect. */
    static Database database(Supplier<JdbcDatabaseContainer<?>> container) {
        return new Database(
                started(container, JdbcDatabaseContainer::getJdbcUrl),
                started(container, JdbcDatabaseContainer::getUsername),
                started(container, JdbcDatabaseContainer::getPassword));
    }

    private static Supplier<@Nullable String> started(
            Supplier<JdbcDatabaseContainer<?>> container, Function<JdbcDatabaseContainer<?>, @Nullable String> value) {
        return () -> {
            JdbcDatabaseContainer<?> database = container.get();
            database.start();
            return value.apply(database);
        };
    }
}
