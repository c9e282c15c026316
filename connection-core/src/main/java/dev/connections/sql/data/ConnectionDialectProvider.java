package dev.connections.sql.data;

import dev.connections.sql.datasource.SupervisedDataSource;
import java.util.Optional;
import org.springframework.core.annotation.Order;
import org.springframework.data.jdbc.core.dialect.DialectResolver.JdbcDialectProvider;
import org.springframework.data.relational.core.dialect.Dialect;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.support.JdbcAccessor;

/**
 * Tells Spring Data JDBC the dialect of a connection by its URL. All other providers ask the database, and Spring Boot
 * asks them while the application starts: a database that is down must not keep it from that.
 */
@Order(-1)
final class ConnectionDialectProvider implements JdbcDialectProvider {

    @Override
    public Optional<Dialect> getDialect(JdbcOperations operations) {
        return (operations instanceof JdbcAccessor accessor)
                ? Optional.ofNullable(SupervisedDataSource.under(accessor.getDataSource()))
                        .map(RepositoryDialect::known)
                : Optional.empty();
    }
}
