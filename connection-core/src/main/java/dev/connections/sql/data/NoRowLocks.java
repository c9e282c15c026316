package dev.connections.sql.data;

import org.springframework.data.relational.core.dialect.LockClause;
import org.springframework.data.relational.core.sql.LockOptions;

/**
 * No clause at all: the database has no lock on rows. It must not be an error, because Spring Data JDBC asks for a lock
 * each time it updates or deletes an aggregate of several tables.
 */
enum NoRowLocks implements LockClause {
    INSTANCE;

    @Override
    public String getLock(LockOptions lockOptions) {
        return "";
    }

    @Override
    public Position getClausePosition() {
        return Position.AFTER_ORDER_BY;
    }
}
