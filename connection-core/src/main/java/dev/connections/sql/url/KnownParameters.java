package dev.connections.sql.url;

import dev.connections.NearestName;
import dev.connections.sql.dialect.InMemoryDatabases;
import dev.connections.sql.dialect.SnowflakeDriver;
import dev.connections.sql.dialect.SqlDialect;
import dev.connections.sql.text.Words;
import java.sql.Driver;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.springframework.util.ClassUtils;

/**
 * The parameters that a driver publishes ({@link Driver#getPropertyInfo}), to report unknown ones, which drivers
 * silently ignore. H2 and DuckDB reject unknown parameters by themselves. The lists of other drivers may be incomplete:
 * Oracle's driver passes parameters of a URL to the network layer, Snowflake's to the session.
 */
final class KnownParameters {

    /** The names that a driver takes beside those that it publishes. */
    private static final Map<SqlDialect, Set<String>> UNPUBLISHED = Map.of(
            SqlDialect.MYSQL,
            // 'useUnicode' has no effect any more, and says what is true anyway
            Words.of(
                    """
                    serverTimezone enabledTLSProtocols enabledSSLCipherSuites nullCatalogMeansCurrent
                    cacheDefaultTimezone haEnableJMX haLoadBalanceStrategy parseInfoCacheFactory namedPipePath path
                    useUnicode
                    """),
            SqlDialect.MARIADB,
            // the last five are of the plug-ins that 'credentialType' names
            Words.of(
                    """
                    databaseTerm nullCatalogMeansCurrent clientCertificateKeyStoreUrl clientCertificateKeyStoreType
                    clientCertificateKeyStorePassword trustCertificateKeyStoreUrl trustCertificateKeyStoreType
                    trustCertificateKeyStorePassword cacheCodecs useUnicode userKey pwdKey region accessKeyId secretKey
                    """),
            SqlDialect.SQLSERVER,
            Set.of("database", "userName", "server", "domainName", "port", "accessToken", "gsscredential"),
            SqlDialect.SQLITE,
            InMemoryDatabases.SQLITE_URI_PARAMETERS,
            SqlDialect.POSTGRESQL,
            Set.of());

    /** What Oracle's network layer takes from a URL (Easy Connect Plus). */
    private static final Set<String> ORACLE_NETWORK = Words.of(
            """
            connect_timeout transport_connect_timeout retry_count retry_delay expire_time enable sdu recv_buf_size
            send_buf_size failover load_balance source_route https_proxy https_proxy_port security ssl_server_dn_match
            ssl_server_cert_dn ssl_version ssl_certificate_alias ssl_certificate_thumbprint ssl_allow_weak_dn_match
            wallet_location my_wallet_directory token_auth token_location token_uri connection_id_prefix
            pool_connection_class pool_purity pool_boundary compression compression_levels use_sni tunnel_service_name
            service_name sid service_tag
            """);

    private static final Map<SqlDialect, Set<String>> PUBLISHED = new ConcurrentHashMap<>();

    private KnownParameters() {}

    /** Returns why a parameter has no effect, without its value; empty if it has one, or if that is unknown. */
    static Optional<String> obstacle(SqlDialect dialect, String name) {
        if (!UNPUBLISHED.containsKey(dialect)) {
            return Optional.empty();
        }
        Set<String> known = published(dialect);
        // only PostgreSQL's driver tells 'applicationName' from 'ApplicationName'
        boolean exact = dialect == SqlDialect.POSTGRESQL;
        if (known.isEmpty()
                || (exact ? known.contains(name) : known.stream().anyMatch(each -> each.equalsIgnoreCase(name)))) {
            return Optional.empty();
        }
        String nearest = NearestName.of(name, known)
                .map(each -> ": did you mean '" + each + "'?")
                .orElse(": remove it.");
        return Optional.of("which the driver of " + dialect.id() + " does not know and would ignore" + nearest
                + " Properties that only the driver knows go into 'properties'");
    }

    /**
     * Returns the parameters that the driver of a target supports, as far as they are known. Call {@link #obstacle}
     * first: what it lets pass is known where the list is complete.
     */
    static Predicate<String> of(SqlTarget target) {
        SqlDialect dialect = target.dialect();
        boolean own = Objects.equals(dialect.driverClassName(), target.driverClassName());
        boolean complete =
                UNPUBLISHED.containsKey(dialect) && !published(dialect).isEmpty();
        if (own && (complete || dialect == SqlDialect.H2 || dialect == SqlDialect.DUCKDB)) {
            return name -> true;
        }
        Set<String> known = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        if (dialect == SqlDialect.ORACLE) {
            known.addAll(ORACLE_NETWORK);
        }
        try {
            known.addAll(published(JdbcDrivers.of(target), target.displayUrl()));
        } catch (SQLException | RuntimeException | LinkageError ex) {
            // a driver that publishes no list
        }
        return (dialect == SqlDialect.SNOWFLAKE) ? name -> SnowflakeDriver.isKnown(name) : known::contains;
    }

    private static Set<String> published(SqlDialect dialect) {
        return PUBLISHED.computeIfAbsent(dialect, KnownParameters::load);
    }

    private static Set<String> load(SqlDialect dialect) {
        try {
            Driver driver = (Driver) ClassUtils.forName(String.valueOf(dialect.driverClassName()), null)
                    .getDeclaredConstructor()
                    .newInstance();
            String url = "jdbc:" + dialect.id() + (dialect == SqlDialect.SQLITE ? ":" : "://localhost")
                    + (dialect == SqlDialect.SQLSERVER ? "" : "/x");
            Set<String> known = published(driver, url);
            if (!known.isEmpty()) {
                known.addAll(UNPUBLISHED.getOrDefault(dialect, Set.of()));
            }
            return known;
        } catch (ReflectiveOperationException | SQLException | RuntimeException | LinkageError ex) {
            // a driver that does not tell cannot be checked
            return Set.of();
        }
    }

    private static Set<String> published(Driver driver, String url) throws SQLException {
        return Arrays.stream(driver.getPropertyInfo(url, new Properties()))
                .map(property -> property.name)
                .collect(Collectors.toSet());
    }
}
