package dev.connections.sql.execution;

import dev.connections.rows.Rows;
import dev.connections.sql.SqlOperations;
import dev.connections.sql.SqlStatement;
import dev.connections.sql.errors.SqlExceptionTranslation;

/** The operations passed to the work of a transaction. They reject calls outside of the transaction. */
final class TransactionSqlOperations implements SqlOperations {

    private final SqlOperations connection;

    private final SqlExceptionTranslation errors;

    private final Thread thread = Thread.currentThread();

    private boolean ended;

    TransactionSqlOperations(SqlOperations connection, SqlExceptionTranslation errors) {
        this.connection = connection;
        this.errors = errors;
    }

    @Override
    public Rows table(String name) {
        checkInside();
        return connection.table(name);
    }

    @Override
    public SqlStatement sql(String sql) {
        checkInside();
        return connection.sql(sql);
    }

    void end() {
        ended = true;
    }

    private void checkInside() {
        if (Thread.currentThread() != thread) {
            throw errors.usage("a transaction belongs to the thread that began it");
        }
        if (ended) {
            throw errors.usage("the transaction has ended; what it was given cannot be kept");
        }
    }
}
