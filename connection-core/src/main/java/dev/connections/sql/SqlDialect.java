package dev.connections.sql;

import java.util.Locale;

/** The databases whose ways are known. */
public enum SqlDialect {
    H2,
    POSTGRESQL,
    MYSQL,
    MARIADB,
    SQLSERVER,
    ORACLE,
    SQLITE,
    DUCKDB,

    /** Any other database with a JDBC driver. */
    OTHER;

    /** The dialect of a JDBC URL; {@link #OTHER} if it is none of the known ones. */
    public static SqlDialect ofJdbcUrl(String jdbcUrl) {
        String[] parts = jdbcUrl.split(":", 3);
        if (parts.length < 3 || !parts[0].equalsIgnoreCase("jdbc")) {
            return OTHER;
        }
        try {
            return valueOf(parts[1].toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException ex) {
            return OTHER;
        }
    }
}
