package dev.connections.sql.execution;

import dev.connections.ConnectionException;
import dev.connections.DelegatingConnection;
import dev.connections.Lease;
import dev.connections.ManagedConnection;
import dev.connections.rows.Rows;
import dev.connections.rows.RowsCodec;
import dev.connections.sql.SqlConnection;
import dev.connections.sql.SqlOptions;
import dev.connections.sql.SqlStatement;
import dev.connections.sql.datasource.DataSourceBean;
import dev.connections.sql.datasource.DataSourceTransactions;
import dev.connections.sql.datasource.JpaAwareTransactions;
import dev.connections.sql.datasource.PostProcessedDataSource;
import dev.connections.sql.datasource.RetryingJdbcTransactions;
import dev.connections.sql.datasource.SupervisedDataSource;
import dev.connections.sql.dialect.SqlDialect;
import dev.connections.sql.driver.SqlSettings;
import dev.connections.sql.observation.SqlObservations;
import dev.connections.sql.parameters.BoundSql;
import dev.connections.sql.text.SqlSanitizer;
import dev.connections.sql.url.SqlTarget;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.InvalidDataAccessApiUsageException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.DefaultTransactionDefinition;

/**
 * A SQL connection on a supervised pool. Handles of types that extend SQL connections extend this class. Thread-safe.
 */
public class SupervisedSqlConnection extends DelegatingConnection<DataSource> implements SqlConnection {

    private static final Logger logger = LoggerFactory.getLogger(SupervisedSqlConnection.class);

    private final SqlDialect dialect;

    private final PostProcessedDataSource dataSource;

    private final SqlObservations observations;

    private final SqlExecutor executor;

    private final JpaAwareTransactions transactionManager;

    private final JdbcTemplate template;

    private final JdbcClient jdbcClient;

    /**
     * @param connection the supervised pool
     * @param dialect the dialect of its database
     * @param options what holds for each statement that does not say otherwise
     */
    public SupervisedSqlConnection(ManagedConnection<DataSource> connection, SqlDialect dialect, SqlOptions options) {
        this(connection, dialect, options, SqlObservations.none());
    }

    /**
     * Returns a connection whose calls are observed.
     *
     * @param connection the supervised pool
     * @param dialect the dialect of its database
     * @param options what holds for each statement that does not say otherwise
     * @param observations observes each call
     */
    public SupervisedSqlConnection(
            ManagedConnection<DataSource> connection,
            SqlDialect dialect,
            SqlOptions options,
            SqlObservations observations) {
        super(connection);
        this.dialect = dialect;
        this.dataSource = new PostProcessedDataSource(new SupervisedDataSource(connection, dialect, observations));
        this.observations = observations;
        this.executor = new SqlExecutor(connection, dataSource, dialect, options, observations);
        connection.cache().setTransactionProvider(new DataSourceTransactions(dataSource));
        connection.cache().addCodec(new RowsCodec(options.conversionService()));
        connection.cache().setQueryFormatter(sql -> SqlSanitizer.withoutLiterals(sql, dialect.grammar()));
        this.transactionManager =
                new JpaAwareTransactions(dataSource, new RetryingJdbcTransactions(dataSource, executor.errors()));
        this.template = new ExposedTemplate(dataSource);
        this.template.setExceptionTranslator(executor.errors());
        limitTemplate(options);
        this.jdbcClient = JdbcClient.create(new NamedParameterJdbcTemplate(template), options.conversionService());
    }

    private void limitTemplate(SqlOptions options) {
        // -1 leaves it to the driver
        template.setFetchSize((options.fetchSize() != 0) ? options.fetchSize() : -1);
        template.setQueryTimeout(wholeSeconds(options.timeout()));
    }

    private static int wholeSeconds(@Nullable Duration timeout) {
        return (timeout != null) ? (int) Math.min(timeout.plusNanos(999_999_999).toSeconds(), Integer.MAX_VALUE) : -1;
    }

    @Override
    public SqlDialect dialect() {
        return dialect;
    }

    /** For what a type can do beyond SQL. */
    protected SqlWork work() {
        return new SqlWork(executor);
    }

    /** What holds from now on for each new statement that does not say otherwise. */
    public void useOptions(SqlOptions options) {
        executor.useOptions(options);
        limitTemplate(options);
    }

    /**
     * Repositories of Spring Data JDBC store moments as this handle does: in UTC. For {@link
     * SqlSettings#storesMomentsInUtc
     * sessions in UTC} of MySQL and MariaDB, before the repositories are created.
     */
    public void storeMomentsInUtc() {
        dataSource.storeMomentsInUtc();
    }

    /** The database that observations tell of from now on; its dialect is the same. */
    public void useTarget(SqlTarget target) {
        observations.useTarget(target);
    }

    @Override
    public SqlStatement sql(String sql) {
        return new JdbcSqlStatement(executor, sql);
    }

    @Override
    public Rows table(String name) {
        String sql;
        try {
            sql = executor.doWork(null, jdbc -> {
                String quote = jdbc.getMetaData().getIdentifierQuoteString();
                return "select * from " + TableName.find(jdbc, name).quoted(quote);
            });
        } catch (InvalidDataAccessApiUsageException ex) {
            throw executor.errors().usage(String.valueOf(ex.getMessage()));
        }
        StreamedQuery query =
                new StreamedQuery(executor, sql, new BoundSql(sql, new Object[0], null), executor.defaults());
        return StatementRetries.run(executor, true, query::rows);
    }

    @Override
    public <X extends Exception> void transaction(TransactionAction<X> action) throws X {
        this.<@Nullable Object, X>inTransaction(tx -> {
            action.run(tx);
            return null;
        });
    }

    @Override
    public <T extends @Nullable Object, X extends Exception> T inTransaction(TransactionCall<T, X> action) throws X {
        TransactionStatus status = begin();
        TransactionSqlOperations operations = new TransactionSqlOperations(this, executor.errors());
        T result;
        try {
            result = action.call(operations);
        } catch (Throwable ex) {
            rollBack(status, ex);
            throw ex;
        } finally {
            operations.end();
        }
        transactionManager.commit(status);
        return result;
    }

    private TransactionStatus begin() {
        try {
            return transactionManager.getTransaction(new DefaultTransactionDefinition());
        } catch (CannotCreateTransactionException ex) {
            for (Throwable cause = ex.getCause(); cause != null; cause = cause.getCause()) {
                if (cause instanceof ConnectionException unavailable) {
                    throw executor.errors().unavailable(unavailable);
                }
            }
            throw ex;
        }
    }

    private void rollBack(TransactionStatus status, Throwable reason) {
        try {
            transactionManager.rollback(status);
        } catch (RuntimeException ex) {
            logger.debug("A transaction of connection '{}' did not roll back", name(), ex);
            reason.addSuppressed(ex);
        }
    }

    /** Uses the bean of the data source from now on, however bean post-processors wrap it. */
    public void useDataSourceBean(DataSourceBean bean) {
        dataSource.useBean(bean);
    }

    @Override
    public DataSource dataSource() {
        return dataSource.get();
    }

    @Override
    public JdbcClient jdbcClient() {
        return jdbcClient;
    }

    @Override
    public PlatformTransactionManager transactionManager() {
        return transactionManager;
    }

    @Override
    public <T> T unwrap(Class<T> type) {
        return StatementRetries.run(executor, true, () -> underneath(type));
    }

    private <T> T underneath(Class<T> type) {
        try (Lease<DataSource> lease = lease()) {
            DataSource pool = lease.resource();
            if (type.isInstance(pool)) {
                return type.cast(pool);
            }
            if (pool.isWrapperFor(type)) {
                return pool.unwrap(type);
            }
        } catch (ConnectionException ex) {
            throw executor.errors().unavailable(ex);
        } catch (SQLException ex) {
            throw executor.errors().translate(null, ex);
        } catch (InvalidDataAccessApiUsageException ex) {
            throw executor.errors().unreadable(ex);
        }
        throw executor.errors().usage("there is no " + type.getName() + " underneath");
    }

    /** Spring's template on the data source as the application uses it. */
    private static final class ExposedTemplate extends JdbcTemplate {

        private final PostProcessedDataSource dataSource;

        private ExposedTemplate(PostProcessedDataSource dataSource) {
            this.dataSource = dataSource;
        }

        @Override
        public DataSource getDataSource() {
            return dataSource.get();
        }
    }
}
