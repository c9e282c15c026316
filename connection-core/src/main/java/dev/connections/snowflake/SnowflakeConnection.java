package dev.connections.snowflake;

import dev.connections.sql.SqlConnection;

/**
 * A connection to Snowflake: all of {@link SqlConnection}, on Snowflake's own driver. A session that the server has ended is
 * replaced by a new login without the caller noticing, unless it is in the middle of a transaction. Safe for use by several threads.
 */
public interface SnowflakeConnection extends SqlConnection {

    /**
     * The native object underneath: the {@code HikariDataSource}, or the driver's own connection, such as
     * {@code net.snowflake.client.api.connection.SnowflakeConnection}. Inside a transaction it is the one of the transaction,
     * otherwise one of the pool that others use too. It is replaced when the connection is, so do not keep it.
     *
     * @throws org.springframework.dao.InvalidDataAccessApiUsageException if there is none of that type
     */
    @Override
    <T> T unwrap(Class<T> type);
}
