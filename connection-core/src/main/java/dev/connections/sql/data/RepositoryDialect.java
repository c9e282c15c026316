package dev.connections.sql.data;

import dev.connections.sql.SqlConnection;
import dev.connections.sql.datasource.SupervisedDataSource;
import dev.connections.sql.dialect.SqlDialect;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.data.jdbc.core.dialect.DialectResolver;
import org.springframework.data.jdbc.core.dialect.JdbcDialect;
import org.springframework.data.jdbc.core.dialect.JdbcH2Dialect;
import org.springframework.data.jdbc.core.dialect.JdbcMariaDbDialect;
import org.springframework.data.jdbc.core.dialect.JdbcMySqlDialect;
import org.springframework.data.jdbc.core.dialect.JdbcOracleDialect;
import org.springframework.data.jdbc.core.dialect.JdbcPostgresDialect;
import org.springframework.data.jdbc.core.dialect.JdbcSqlServerDialect;
import org.springframework.data.relational.core.sql.IdentifierProcessing;
import org.springframework.data.relational.core.sql.IdentifierProcessing.LetterCasing;
import org.springframework.data.relational.core.sql.IdentifierProcessing.Quoting;
import org.springframework.jdbc.core.JdbcTemplate;

/** Spring Data's dialect of a connection. */
final class RepositoryDialect {

    /**
     * Names as they are: a server that keeps names of tables in lower case folds them by itself, and column names
     * match in any case.
     */
    private static final IdentifierProcessing BACKTICKS =
            IdentifierProcessing.create(new Quoting("`"), LetterCasing.AS_IS);

    private RepositoryDialect() {}

    /** Returns the dialect as the URL tells it; if it cannot, that of the database. */
    static JdbcDialect of(RepositoryBeans beans, ListableBeanFactory factory) {
        JdbcDialect known = known(beans, factory);
        return known != null ? known : DialectResolver.getDialect(new JdbcTemplate(beans.dataSource(factory)));
    }

    /** Returns the dialect as the URL tells it, {@code null} if it cannot. Opens nothing. */
    static @Nullable JdbcDialect known(RepositoryBeans beans, ListableBeanFactory factory) {
        SqlConnection connection = beans.handle(factory);
        if (connection == null) {
            return null;
        }
        SupervisedDataSource dataSource = SupervisedDataSource.under(connection.dataSource());
        return known(connection.dialect(), dataSource != null && dataSource.storesMomentsInUtc());
    }

    /** Returns the dialect of a data source, {@code null} if there is none. */
    static @Nullable JdbcDialect known(SupervisedDataSource dataSource) {
        return known(dataSource.dialect(), dataSource.storesMomentsInUtc());
    }

    private static @Nullable JdbcDialect known(SqlDialect dialect, boolean momentsInUtc) {
        return switch (dialect) {
            case H2 -> JdbcH2Dialect.INSTANCE;
            case POSTGRESQL -> JdbcPostgresDialect.INSTANCE;
            case MYSQL -> momentsInUtc ? new UtcMySqlDialect(BACKTICKS) : new JdbcMySqlDialect(BACKTICKS);
            case MARIADB -> momentsInUtc ? new UtcMariaDbDialect(BACKTICKS) : new JdbcMariaDbDialect(BACKTICKS);
            case SQLSERVER -> JdbcSqlServerDialect.INSTANCE;
            case ORACLE -> JdbcOracleDialect.INSTANCE;
            case SQLITE -> SqliteJdbcDialect.INSTANCE;
            case DUCKDB -> DuckDbJdbcDialect.INSTANCE;
            case SNOWFLAKE -> SnowflakeJdbcDialect.INSTANCE;
            case OTHER -> null;
        };
    }
}
