package dev.connections.sql.url;

import static java.util.Map.entry;

import dev.connections.sql.dialect.SqlDialect;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Translates query parameters of libpq, ODBC and Python drivers to those of the JDBC drivers. Parameters that only
 * configure such a driver are dropped; parameters without a JDBC equivalent are reported; all others are passed on.
 */
final class ParameterTranslator {

    private static final Rule IGNORED = new Rule(null, null, UnaryOperator.identity());

    private static final Map<String, Rule> POSTGRESQL = Map.ofEntries(
            entry("connect_timeout", to("connectTimeout")),
            entry("application_name", to("ApplicationName")),
            entry("channel_binding", to("channelBinding")),
            entry("gssencmode", to("gssEncMode")),
            entry("fallback_application_name", to("ApplicationName")),
            entry("schema", to("currentSchema")),
            entry("search_path", to("currentSchema")),
            entry("socket_timeout", to("socketTimeout")),
            entry("krbsrvname", to("kerberosServerName")),
            entry("require_auth", to("requireAuth")),
            entry("sslnegotiation", to("sslNegotiation")),
            entry("pgbouncer", to("prepareThreshold", value -> value.equals("true") ? "0" : "5")),
            entry("load_balance_hosts", to("loadBalanceHosts", value -> String.valueOf(!value.equals("disable")))),
            entry("uselibpqcompat", IGNORED),
            entry("encoding", IGNORED),
            entry("connection_limit", unsupported("use 'pool.maximum-size'")),
            entry("pool_size", unsupported("use 'pool.maximum-size'")),
            entry("pool", unsupported("use 'pool.maximum-size'")),
            entry("pool_timeout", unsupported("use 'pool.connection-timeout'")),
            entry("conn_max_age", unsupported("use 'pool.max-lifetime'")),
            entry("hostaddr", unsupported("write the address as the host")),
            entry("passfile", unsupported("use 'password'")),
            entry("sslcrl", unsupported("use 'ssl-bundle'")),
            entry("ssl_min_protocol_version", unsupported("use 'ssl-bundle', which has 'options.enabled-protocols'")),
            entry("keepalives", to("tcpKeepAlive", value -> String.valueOf(!value.equals("0")))),
            entry("target_session_attrs", to("targetServerType", ParameterTranslator::targetServerType)),
            entry("client_encoding", IGNORED),
            entry("keepalives_idle", IGNORED),
            entry("keepalives_interval", IGNORED),
            entry("keepalives_count", IGNORED),
            entry("prepared_statement_cache_size", IGNORED),
            entry("prepared_statement_name_func", IGNORED),
            entry("async_fallback", IGNORED));

    private static final Map<String, Rule> MYSQL = Map.ofEntries(
            // Java's strings are Unicode, and the drivers speak utf8mb4 to the server by themselves
            entry("charset", IGNORED),
            entry("use_unicode", IGNORED),
            entry("autocommit", IGNORED),
            entry("binary_prefix", IGNORED),
            entry("connect_timeout", to("connectTimeout", ParameterTranslator::millis)),
            entry("read_timeout", to("socketTimeout", ParameterTranslator::millis)),
            entry("write_timeout", IGNORED),
            entry("unix_socket", unsupported("name a host: sockets of the file system are not supported")),
            entry("ssl_ca", unsupported("use 'ssl-bundle'")),
            entry("ssl_cert", unsupported("use 'ssl-bundle'")),
            entry("ssl_key", unsupported("use 'ssl-bundle'")),
            entry("ssl-ca", unsupported("use 'ssl-bundle'")),
            entry("ssl-cert", unsupported("use 'ssl-bundle'")),
            entry("ssl-key", unsupported("use 'ssl-bundle'")),
            entry("sslca", unsupported("use 'ssl-bundle'")),
            entry("sslcert", unsupported("use 'ssl-bundle'")),
            entry("sslidentity", unsupported("use 'ssl-bundle'")),
            entry("encoding", IGNORED),
            entry("connection_limit", unsupported("use 'pool.maximum-size'")),
            entry("pool_timeout", unsupported("use 'pool.connection-timeout'")),
            entry("pool", unsupported("use 'pool.maximum-size'")),
            entry("conn_max_age", unsupported("use 'pool.max-lifetime'")),
            entry("parsetime", IGNORED),
            entry("multistatements", to("allowMultiQueries")),
            entry("socket", unsupported("name a host: sockets of the file system are not supported")),
            entry("init_command", unsupported("use 'pool.connection-init-sql'")));

    private static final Map<String, Rule> SQLSERVER = Map.ofEntries(
            entry("driver", IGNORED),
            entry("charset", IGNORED),
            entry("autocommit", IGNORED),
            entry("longasmax", IGNORED),
            entry("mars_connection", IGNORED),
            entry("unicode_results", IGNORED),
            entry("tds_version", IGNORED),
            entry("timeout", to("loginTimeout")),
            entry("login_timeout", to("loginTimeout")),
            entry("app", to("applicationName")),
            entry("appname", to("applicationName")),
            entry("wsid", to("workstationID")),
            entry("encrypt", to("encrypt", ParameterTranslator::bool)),
            entry("trustservercertificate", to("trustServerCertificate", ParameterTranslator::bool)),
            entry("multisubnetfailover", to("multiSubnetFailover", ParameterTranslator::bool)),
            entry("trusted_connection", to("integratedSecurity", ParameterTranslator::bool)),
            entry("odbc_connect", unsupported("write host, port and database into the URL")));

    private static final Map<String, Rule> ORACLE = Map.ofEntries(
            entry("encoding", IGNORED),
            entry("nencoding", IGNORED),
            entry("threaded", IGNORED),
            entry("events", IGNORED),
            entry("mode", to("internal_logon")),
            // part of the address: JdbcUrlBuilder reads them
            entry("service_name", IGNORED),
            entry("sid", IGNORED));

    private static final Map<String, Rule> SQLITE = Map.ofEntries(
            entry("check_same_thread", IGNORED),
            entry("isolation_level", IGNORED),
            entry("detect_types", IGNORED),
            entry("cached_statements", IGNORED),
            entry("uri", IGNORED),
            entry("timeout", to("busy_timeout", ParameterTranslator::millis)));

    private ParameterTranslator() {}

    /**
     * Returns the driver's properties that the parameters stand for.
     *
     * @param problems takes the name of a parameter and what is wrong with it, without its value
     */
    static Map<String, String> translate(
            SqlDialect dialect, Map<String, String> query, BiConsumer<String, String> problems) {
        Map<String, Rule> rules = rules(dialect);
        Map<String, String> properties = new LinkedHashMap<>();
        query.forEach((key, value) -> {
            @Nullable Rule rule = rules.get(key.toLowerCase(Locale.ROOT));
            if (rule == null) {
                properties.put(key, value);
            } else if (rule.remedy != null) {
                problems.accept(key, "has no effect on the JDBC driver: " + rule.remedy);
            } else if (rule.property != null) {
                properties.put(rule.property, rule.value.apply(value));
            }
        });
        return properties;
    }

    private static Map<String, Rule> rules(SqlDialect dialect) {
        return switch (dialect) {
            case POSTGRESQL -> POSTGRESQL;
            case MYSQL, MARIADB -> MYSQL;
            case SQLSERVER -> SQLSERVER;
            case ORACLE -> ORACLE;
            case SQLITE -> SQLITE;
            case DUCKDB, H2, SNOWFLAKE, OTHER -> Map.of();
        };
    }

    private static String targetServerType(String attributes) {
        return switch (attributes) {
            case "read-write", "primary" -> "primary";
            case "read-only", "standby" -> "secondary";
            case "prefer-standby" -> "preferSecondary";
            default -> attributes;
        };
    }

    private static String bool(String value) {
        return switch (value.toLowerCase(Locale.ROOT)) {
            case "yes", "1", "sspi", "mandatory" -> "true";
            case "no", "0", "optional" -> "false";
            default -> value;
        };
    }

    private static String millis(String seconds) {
        return seconds.matches("\\d{1,6}(\\.\\d*)?")
                ? String.valueOf(Math.round(Double.parseDouble(seconds) * 1000))
                : seconds;
    }

    private static Rule to(String property) {
        return new Rule(property, null, UnaryOperator.identity());
    }

    private static Rule to(String property, UnaryOperator<String> value) {
        return new Rule(property, null, value);
    }

    private static Rule unsupported(String remedy) {
        return new Rule(null, remedy, UnaryOperator.identity());
    }

    private record Rule(@Nullable String property, @Nullable String remedy, UnaryOperator<String> value) {}
}
