/**
 * Spring Data JDBC repositories on a named connection, and the dialects of databases that Spring Data has none for.
 */
@Internal(
        except = {
            DuckDbJdbcDialect.class,
            EnableConnectionRepositories.class,
            SnakeCaseNaming.class,
            SnowflakeJdbcDialect.class,
            SqliteJdbcDialect.class
        })
@NullMarked
package dev.connections.sql.data;

import dev.connections.Internal;
import org.jspecify.annotations.NullMarked;
