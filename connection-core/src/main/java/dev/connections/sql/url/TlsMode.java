package dev.connections.sql.url;

import dev.connections.sql.dialect.SqlDialect;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** TLS modes of an address, from the weakest to the strongest. */
enum TlsMode {
    DISABLE,

    /** Encrypted if the server offers it. */
    PREFER,

    /** Encrypted, whatever certificate the server has. */
    REQUIRE,

    /** Encrypted, and the certificate is verified. */
    VERIFY_CA,

    /** Encrypted, and certificate and host name are verified. */
    VERIFY_FULL;

    private static final Map<String, TlsMode> VALUES = Map.ofEntries(
            Map.entry("disable", DISABLE),
            Map.entry("disabled", DISABLE),
            Map.entry("allow", PREFER),
            Map.entry("prefer", PREFER),
            Map.entry("preferred", PREFER),
            Map.entry("require", REQUIRE),
            Map.entry("required", REQUIRE),
            Map.entry("trust", REQUIRE),
            Map.entry("no-verify", REQUIRE),
            Map.entry("skip-verify", REQUIRE),
            Map.entry("accept-invalid-certs", REQUIRE),
            Map.entry("verify-ca", VERIFY_CA),
            Map.entry("verify-full", VERIFY_FULL),
            Map.entry("verify-identity", VERIFY_FULL),
            Map.entry("strict", VERIFY_FULL));

    /** Returns the mode of a name, in any case, as libpq, the clients of MySQL, Go's driver and Prisma spell it. */
    static Optional<TlsMode> of(String value) {
        return Optional.ofNullable(
                VALUES.get(value.strip().toLowerCase(Locale.ROOT).replace('_', '-')));
    }

    /** Returns the properties of the dialect's driver, or {@code null} if the driver cannot meet the mode. */
    @Nullable
    Map<String, String> properties(SqlDialect dialect) {
        return switch (dialect) {
            case POSTGRESQL -> Map.of("sslmode", name().toLowerCase(Locale.ROOT).replace('_', '-'));
            case MYSQL ->
                Map.of(
                        "sslMode",
                        switch (this) {
                            case DISABLE -> "DISABLED";
                            case PREFER -> "PREFERRED";
                            case REQUIRE -> "REQUIRED";
                            case VERIFY_CA -> "VERIFY_CA";
                            case VERIFY_FULL -> "VERIFY_IDENTITY";
                        });
            case MARIADB ->
                switch (this) {
                    case DISABLE -> Map.of("sslMode", "disable");
                    case PREFER -> null;
                    case REQUIRE -> Map.of("sslMode", "trust");
                    case VERIFY_CA -> Map.of("sslMode", "verify-ca");
                    case VERIFY_FULL -> Map.of("sslMode", "verify-full");
                };
            case SQLSERVER ->
                switch (this) {
                    case DISABLE -> Map.of("encrypt", "false");
                    case PREFER -> null;
                    case REQUIRE -> Map.of("encrypt", "true", "trustServerCertificate", "true");
                    case VERIFY_CA, VERIFY_FULL -> Map.of("encrypt", "true", "trustServerCertificate", "false");
                };
            // their URLs say it by the protocol, or there is no network
            case ORACLE, H2, SQLITE, DUCKDB -> (this == DISABLE || this == PREFER) ? Map.of() : null;
            case SNOWFLAKE, OTHER -> null;
        };
    }

    /** Returns how to enable TLS where {@link #properties} has none. */
    static String remedy(SqlDialect dialect) {
        return switch (dialect) {
            case MARIADB, SQLSERVER ->
                "this driver cannot fall back to an unencrypted connection: write sslmode=require, "
                        + "sslmode=verify-full or sslmode=disable";
            case ORACLE -> "write jdbc:oracle:thin:@tcps://host:2484/service";
            case H2 -> "write jdbc:h2:ssl://host:port/database";
            default -> dialect.id() + " has no network connection to encrypt: remove it";
        };
    }
}
