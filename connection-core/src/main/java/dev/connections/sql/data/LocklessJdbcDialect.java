package dev.connections.sql.data;

import org.springframework.data.jdbc.core.dialect.JdbcDialect;
import org.springframework.data.relational.core.dialect.AbstractDialect;
import org.springframework.data.relational.core.dialect.LimitClause;
import org.springframework.data.relational.core.dialect.LockClause;
import org.springframework.data.relational.core.sql.IdentifierProcessing;
import org.springframework.data.relational.core.sql.LockOptions;

/** The common part of the dialects of databases with {@code limit n offset m} and without locks on rows. */
abstract class LocklessJdbcDialect extends AbstractDialect implements JdbcDialect {

    private final String name;
    private final IdentifierProcessing identifiers;
    private final LimitClause limit;

    /**
     * @param unlimited the limit that means none, where an offset cannot stand without a limit; empty where it can
     */
    LocklessJdbcDialect(String name, IdentifierProcessing identifiers, String unlimited) {
        this.name = name;
        this.identifiers = identifiers;
        this.limit = new LimitOffset(unlimited);
    }

    @Override
    public final String getName() {
        return name;
    }

    @Override
    public final IdentifierProcessing getIdentifierProcessing() {
        return identifiers;
    }

    @Override
    public final LimitClause limit() {
        return limit;
    }

    @Override
    public final LockClause lock() {
        return NoRowLocks.INSTANCE;
    }

    private record LimitOffset(String unlimited) implements LimitClause {

        @Override
        public String getLimit(long limit) {
            return "LIMIT " + limit;
        }

        @Override
        public String getOffset(long offset) {
            return unlimited + "OFFSET " + offset;
        }

        @Override
        public String getLimitOffset(long limit, long offset) {
            return "LIMIT " + limit + " OFFSET " + offset;
        }

        @Override
        public Position getClausePosition() {
            return Position.AFTER_ORDER_BY;
        }
    }

    /** Not an error, as Spring Data JDBC locks whenever it updates or deletes an aggregate of several tables. */
    private enum NoRowLocks implements LockClause {
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
}
