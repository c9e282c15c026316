package dev.connections.sql.parameters;

/**
 * A query, as part of a cache key.
 *
 * @param sql as the user has written it
 * @param bound as the driver gets it; says how many elements a collection has
 */
record SqlQueryKey(String sql, String bound) {

    @Override
    public int hashCode() {
        // strings remember theirs; mostly both are the same
        return bound.hashCode();
    }

    /** As it is evicted by. */
    @Override
    public String toString() {
        return sql;
    }
}
