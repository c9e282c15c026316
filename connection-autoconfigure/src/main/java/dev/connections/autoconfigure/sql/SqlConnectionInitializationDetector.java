package dev.connections.autoconfigure.sql;

import dev.connections.sql.SqlConnection;
import java.util.Set;
import org.springframework.boot.sql.init.dependency.AbstractBeansOfTypeDependsOnDatabaseInitializationDetector;

/** Lets SQL connections wait until Spring Boot has initialized the database, as it does for {@code JdbcTemplate}. */
final class SqlConnectionInitializationDetector extends AbstractBeansOfTypeDependsOnDatabaseInitializationDetector {

    @Override
    protected Set<Class<?>> getDependsOnDatabaseInitializationBeanTypes() {
        return Set.of(SqlConnection.class);
    }
}
