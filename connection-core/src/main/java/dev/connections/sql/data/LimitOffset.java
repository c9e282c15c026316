package dev.connections.sql.data;

import org.springframework.data.relational.core.dialect.LimitClause;

/**
 * {@code limit n offset m} behind the order.
 *
 * @param unlimited the limit that means none, where an offset cannot stand without a limit; empty where it can
 */
record LimitOffset(String unlimited) implements LimitClause {

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
