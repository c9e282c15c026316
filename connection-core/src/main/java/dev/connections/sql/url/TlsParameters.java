package dev.connections.sql.url;

import dev.connections.sql.dialect.SqlDialect;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Translates the TLS parameters of a URL to properties of the JDBC driver. Supports the spellings of libpq, of the
 * clients of MySQL and MariaDB, of SQLAlchemy, Django, Prisma, Go, Npgsql and of the drivers themselves, in any case,
 * with or without hyphens and underscores. Unknown values, and modes that the driver does not support, are reported:
 * TLS is never silently disabled.
 */
final class TlsParameters {

    /** Parameters that name a mode or switch TLS on and off. */
    private static final Set<String> MODES = Set.of(
            "sslmode", "ssl", "tls", "tlsmode", "usessl", "usetls", "requiressl", "requiretls", "sslaccept", "encrypt");

    /** Parameters that are true for a verified certificate. */
    private static final Set<String> VERIFIES_CERTIFICATE = Set.of("sslverifycert", "verifyservercertificate");

    /** Parameters that are true for a verified certificate and host name. */
    private static final Set<String> VERIFIES_HOST =
            Set.of("sslverifyidentity", "sslcheckhostname", "sslverify", "rejectunauthorized");

    private static final String TRUSTS = "trustservercertificate";

    private static final String ANY_HOST = "disablesslhostnameverification";

    private static final String DISABLED = "ssldisabled";

    private final SqlDialect dialect;

    private final boolean jdbc;

    private final BiConsumer<String, String> problems;

    private @Nullable TlsMode weakest;

    private @Nullable TlsMode strongest;

    private @Nullable TlsMode switchedOn;

    private @Nullable String last;

    private boolean trusts;

    private boolean anyHost;

    private boolean optional;

    private boolean failed;

    private TlsParameters(SqlDialect dialect, boolean jdbc, BiConsumer<String, String> problems) {
        this.dialect = dialect;
        this.jdbc = jdbc;
        this.problems = problems;
    }

    /**
     * Removes the parameters that ask for TLS, and returns the driver's properties for them.
     *
     * @param jdbc whether they come from a JDBC URL, where the words that a driver shares with others have the
     *     driver's meaning
     * @param problems takes the name of a parameter and what is wrong with it, without its value
     */
    static Map<String, String> take(
            SqlDialect dialect, boolean jdbc, Map<String, String> parameters, BiConsumer<String, String> problems) {
        if (dialect == SqlDialect.SNOWFLAKE || dialect == SqlDialect.OTHER) {
            return Map.of();
        }
        TlsParameters tls = new TlsParameters(dialect, jdbc, problems);
        Map<String, String> all = new LinkedHashMap<>(parameters);
        all.forEach((name, value) -> {
            if (tls.understands(name)) {
                tls.last = name;
                tls.read(plain(name), value);
                parameters.remove(name);
            }
        });
        @Nullable TlsMode mode = tls.mode();
        if (mode == null || tls.failed) {
            return Map.of();
        }
        Map<String, String> properties = mode.properties(dialect);
        if (properties == null) {
            tls.problem("asks for TLS in a way that is not supported: " + TlsMode.remedy(dialect));
            return Map.of();
        }
        if (dialect == SqlDialect.SQLSERVER
                && parameters.keySet().stream().anyMatch(name -> plain(name).equals("encrypt"))) {
            tls.problem("and 'encrypt' both say whether to use TLS: keep 'encrypt'");
        }
        return properties;
    }

    /**
     * Returns whether these properties of a driver, which {@link #take} has returned, ask for less than a verified
     * server.
     */
    static boolean skipsVerification(SqlDialect dialect, Map<String, String> properties) {
        return Stream.of(TlsMode.DISABLE, TlsMode.PREFER, TlsMode.REQUIRE, TlsMode.VERIFY_CA)
                .map(mode -> mode.properties(dialect))
                .filter(weak ->
                        weak != null && !weak.isEmpty() && !weak.equals(TlsMode.VERIFY_FULL.properties(dialect)))
                .anyMatch(weak -> properties.entrySet().containsAll(weak.entrySet()));
    }

    private static String plain(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[-_ .]", "");
    }

    private boolean understands(String name) {
        String plain = plain(name);
        if (dialect == SqlDialect.SQLSERVER && (plain.equals("encrypt") || plain.equals(TRUSTS))) {
            // the driver's own, which it checks
            return false;
        }
        return MODES.contains(plain)
                || VERIFIES_CERTIFICATE.contains(plain)
                || VERIFIES_HOST.contains(plain)
                || plain.equals(TRUSTS)
                || plain.equals(ANY_HOST)
                || plain.equals(DISABLED);
    }

    private void read(String name, String value) {
        @Nullable Boolean flag = flag(value);
        @Nullable TlsMode mode = TlsMode.of(value).orElse(null);
        if (mode != null && MODES.contains(name)) {
            specific(mode);
        } else if (flag == null) {
            problem("has a value that names no TLS mode: write sslmode=disable, require, verify-ca or verify-full");
        } else if (MODES.contains(name)) {
            modeFlag(name, flag);
        } else if (name.equals(TRUSTS)) {
            trusts = flag;
        } else if (name.equals(ANY_HOST)) {
            anyHost = flag;
        } else if (name.equals(DISABLED)) {
            if (flag) {
                specific(TlsMode.DISABLE);
            }
        } else if (flag) {
            specific(VERIFIES_HOST.contains(name) ? TlsMode.VERIFY_FULL : TlsMode.VERIFY_CA);
        } else if (name.equals("rejectunauthorized")) {
            switchedOn = TlsMode.REQUIRE;
        }
    }

    private void modeFlag(String name, boolean flag) {
        if (name.startsWith("require") && !flag) {
            optional = true;
        } else if (!flag) {
            specific(TlsMode.DISABLE);
        } else if (name.equals("tls")) {
            specific(TlsMode.VERIFY_FULL);
        } else if (dialect == SqlDialect.MARIADB && (name.equals("usessl") || name.equals("sslmode"))) {
            switchedOn = TlsMode.VERIFY_FULL;
        } else if (dialect == SqlDialect.POSTGRESQL && jdbc && name.equals("ssl")) {
            switchedOn = TlsMode.VERIFY_FULL;
        } else if (switchedOn == null) {
            switchedOn = TlsMode.REQUIRE;
        }
    }

    private void specific(TlsMode mode) {
        strongest = (strongest == null || mode.compareTo(strongest) > 0) ? mode : strongest;
        weakest = (weakest == null || mode.compareTo(weakest) < 0) ? mode : weakest;
    }

    private @Nullable TlsMode mode() {
        boolean encrypted = switchedOn != null || (strongest != null && strongest.compareTo(TlsMode.PREFER) > 0);
        if (weakest == TlsMode.DISABLE && encrypted) {
            problem("contradicts another parameter, as one asks for TLS and one for none: keep one of them");
            return null;
        }
        @Nullable TlsMode mode = (strongest != null) ? strongest : switchedOn;
        if (mode == TlsMode.PREFER && switchedOn != null) {
            mode = TlsMode.REQUIRE;
        }
        if (mode == TlsMode.REQUIRE && strongest == null && optional) {
            mode = TlsMode.PREFER;
        }
        if (mode != null && trusts && mode.compareTo(TlsMode.REQUIRE) > 0) {
            mode = (strongest == null) ? TlsMode.REQUIRE : mode;
        } else if (mode == TlsMode.VERIFY_FULL && anyHost && strongest == null) {
            mode = TlsMode.VERIFY_CA;
        }
        return mode;
    }

    private static @Nullable Boolean flag(String value) {
        return switch (value.strip().toLowerCase(Locale.ROOT)) {
            case "", "true", "1", "yes", "on" -> Boolean.TRUE;
            case "false", "0", "no", "off" -> Boolean.FALSE;
            default -> null;
        };
    }

    private void problem(String problem) {
        if (!failed) {
            failed = true;
            problems.accept(String.valueOf(last), problem);
        }
    }
}
