package dev.connections.sql.dialect;

import dev.connections.sql.text.SqlGrammar;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The supported SQL dialects: the spelling of their URLs, their drivers and default ports, and the grammar of their
 * statements.
 */
public enum SqlDialect {
    H2("org.h2.Driver", "com.h2database:h2", null, "h2"),
    POSTGRESQL("org.postgresql.Driver", "org.postgresql:postgresql", 5432, "postgresql", "postgres", "pgsql"),
    MYSQL("com.mysql.cj.jdbc.Driver", "com.mysql:mysql-connector-j", 3306, "mysql", "mysqldb"),
    MARIADB("org.mariadb.jdbc.Driver", "org.mariadb.jdbc:mariadb-java-client", 3306, "mariadb"),
    SQLSERVER(
            "com.microsoft.sqlserver.jdbc.SQLServerDriver",
            "com.microsoft.sqlserver:mssql-jdbc",
            1433,
            "sqlserver",
            "mssql"),
    ORACLE("oracle.jdbc.OracleDriver", "com.oracle.database.jdbc:ojdbc17", 1521, "oracle"),
    SQLITE("org.sqlite.JDBC", "org.xerial:sqlite-jdbc", null, "sqlite", "sqlite3"),
    DUCKDB("org.duckdb.DuckDBDriver", "org.duckdb:duckdb_jdbc", null, "duckdb"),
    // the class that all generations of its driver have
    SNOWFLAKE("net.snowflake.client.jdbc.SnowflakeDriver", "net.snowflake:snowflake-jdbc", 443, "snowflake"),

    /** Any other database with a JDBC driver. */
    OTHER(null, null, null);

    private final @Nullable String driverClassName;

    private final @Nullable String driverCoordinates;

    private final @Nullable Integer defaultPort;

    private final List<String> spellings;

    SqlDialect(
            @Nullable String driverClassName,
            @Nullable String driverCoordinates,
            @Nullable Integer defaultPort,
            String... spellings) {
        this.driverClassName = driverClassName;
        this.driverCoordinates = driverCoordinates;
        this.defaultPort = defaultPort;
        this.spellings = List.of(spellings);
    }

    /** Returns the dialect's name in configuration, such as {@code postgresql}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Returns the class of the JDBC driver, or {@code null} for {@link #OTHER}. */
    public @Nullable String driverClassName() {
        return driverClassName;
    }

    /** Returns whether databases of the dialect have users. */
    public boolean hasUsers() {
        return this != SQLITE && this != DUCKDB;
    }

    /**
     * Returns one form for all spellings of a user name that log in to a server of the dialect as the same user.
     * PostgreSQL, MySQL and MariaDB distinguish case, the others do not.
     */
    public String canonicalUser(String user) {
        return UserNameNormalizer.canonical(this, user);
    }

    /** The Maven {@code groupId:artifactId} that holds the driver, or {@code null} for {@link #OTHER}. */
    public @Nullable String driverCoordinates() {
        return driverCoordinates;
    }

    /** Returns the port its servers listen on by default, or {@code null} when it needs no server. */
    public @Nullable Integer defaultPort() {
        return defaultPort;
    }

    /**
     * Returns the names of the dialect in URLs and in {@code dialect}, the usual one first. Empty for {@link #OTHER}.
     */
    public List<String> spellings() {
        return spellings;
    }

    /** Returns whether its databases are reached through a server, rather than opened as a file or in memory. */
    public boolean needsServer() {
        return defaultPort != null;
    }

    /**
     * Returns the dialect of a name. Case does not matter, nor does the driver that SQLAlchemy's URLs name: {@code
     * postgres}, {@code mssql} and {@code mysql+pymysql} are known.
     */
    public static Optional<SqlDialect> of(String name) {
        String plain = name.strip().toLowerCase(Locale.ROOT);
        int plus = plain.indexOf('+');
        String spelling = (plus < 0) ? plain : plain.substring(0, plus);
        return known().filter(dialect -> dialect.spellings.contains(spelling)).findFirst();
    }

    /** Returns the dialect of a JDBC URL; {@link #OTHER} if it is none of the known ones. */
    public static SqlDialect ofJdbcUrl(String jdbcUrl) {
        String[] parts = jdbcUrl.split(":", 3);
        if (parts.length < 3 || !parts[0].equalsIgnoreCase("jdbc")) {
            return OTHER;
        }
        // jdbc:mysql+srv: and the like are ways to find a server of the same dialect
        String subprotocol = parts[1].toLowerCase(Locale.ROOT).replaceFirst("\\+.*", "");
        return known().filter(dialect -> dialect.id().equals(subprotocol))
                .findFirst()
                .orElse(OTHER);
    }

    /** Returns the lexical rules of its statements. */
    public SqlGrammar grammar() {
        return SqlGrammar.valueOf(this == MARIADB ? MYSQL.name() : name());
    }

    /** Returns the dialects that have a name, for a message: {@code h2, postgresql, …}. */
    public static String ids() {
        return known().map(SqlDialect::id).collect(Collectors.joining(", "));
    }

    public static Stream<SqlDialect> known() {
        return Arrays.stream(values()).filter(dialect -> dialect != OTHER);
    }
}
