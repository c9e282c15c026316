package dev.connections.sql.url;

import dev.connections.sql.dialect.SqlDialect;
import dev.connections.sql.text.Words;
import java.util.HashMap;
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

    private static final Rules POSTGRESQL = new Rules()
            .rename("connect_timeout", "connectTimeout")
            .rename("application_name fallback_application_name", "ApplicationName")
            .rename("channel_binding", "channelBinding")
            .rename("gssencmode", "gssEncMode")
            .rename("schema search_path", "currentSchema")
            .rename("socket_timeout", "socketTimeout")
            .rename("krbsrvname", "kerberosServerName")
            .rename("require_auth", "requireAuth")
            .rename("sslnegotiation", "sslNegotiation")
            .translate("pgbouncer", "prepareThreshold", value -> value.equals("true") ? "0" : "5")
            .translate("load_balance_hosts", "loadBalanceHosts", value -> String.valueOf(!value.equals("disable")))
            .translate("keepalives", "tcpKeepAlive", value -> String.valueOf(!value.equals("0")))
            .translate("target_session_attrs", "targetServerType", ParameterTranslator::targetServerType)
            .reject("connection_limit pool pool_size", "use 'pool.maximum-size'")
            .reject("pool_timeout", "use 'pool.connection-timeout'")
            .reject("conn_max_age", "use 'pool.max-lifetime'")
            .reject("hostaddr", "write the address as the host")
            .reject("passfile", "use 'password'")
            .reject("sslcrl", "use 'ssl-bundle'")
            .reject("ssl_min_protocol_version", "use 'ssl-bundle', which has 'options.enabled-protocols'")
            .ignore("encoding client_encoding keepalives_idle keepalives_interval keepalives_count uselibpqcompat")
            .ignore("prepared_statement_cache_size prepared_statement_name_func async_fallback");

    private static final Rules MYSQL = new Rules()
            .translate("connect_timeout", "connectTimeout", ParameterTranslator::millis)
            .translate("read_timeout", "socketTimeout", ParameterTranslator::millis)
            .rename("multistatements", "allowMultiQueries")
            .reject("socket unix_socket", "name a host: sockets of the file system are not supported")
            .reject("ssl_ca ssl_cert ssl_key ssl-ca ssl-cert ssl-key sslca sslcert sslidentity", "use 'ssl-bundle'")
            .reject("connection_limit pool", "use 'pool.maximum-size'")
            .reject("pool_timeout", "use 'pool.connection-timeout'")
            .reject("conn_max_age", "use 'pool.max-lifetime'")
            .reject("init_command", "use 'pool.connection-init-sql'")
            .ignore("autocommit binary_prefix parsetime write_timeout")
            // Java's strings are Unicode, and the drivers speak utf8mb4 to the server by themselves
            .ignore("charset encoding use_unicode");

    private static final Rules SQLSERVER = new Rules()
            .rename("timeout login_timeout", "loginTimeout")
            .rename("app appname", "applicationName")
            .rename("wsid", "workstationID")
            .translate("encrypt", "encrypt", ParameterTranslator::bool)
            .translate("trustservercertificate", "trustServerCertificate", ParameterTranslator::bool)
            .translate("multisubnetfailover", "multiSubnetFailover", ParameterTranslator::bool)
            .translate("trusted_connection", "integratedSecurity", ParameterTranslator::bool)
            .reject("odbc_connect", "write host, port and database into the URL")
            .ignore("driver charset autocommit longasmax mars_connection unicode_results tds_version");

    private static final Rules ORACLE = new Rules()
            .rename("mode", "internal_logon")
            .ignore("encoding nencoding threaded events")
            // part of the address: JdbcUrlBuilder reads them
            .ignore("service_name sid");

    private static final Rules SQLITE = new Rules()
            .translate("timeout", "busy_timeout", ParameterTranslator::millis)
            .ignore("check_same_thread isolation_level detect_types cached_statements uri");

    private static final Rules NONE = new Rules();

    private ParameterTranslator() {}

    /**
     * Returns the driver's properties that the parameters stand for.
     *
     * @param problems takes the name of a parameter and what is wrong with it, without its value
     */
    static Map<String, String> translate(
            SqlDialect dialect, Map<String, String> query, BiConsumer<String, String> problems) {
        Rules rules = rules(dialect);
        Map<String, String> properties = new LinkedHashMap<>();
        query.forEach((key, value) -> {
            @Nullable Rule rule = rules.byName.get(key.toLowerCase(Locale.ROOT));
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

    private static Rules rules(SqlDialect dialect) {
        return switch (dialect) {
            case POSTGRESQL -> POSTGRESQL;
            case MYSQL, MARIADB -> MYSQL;
            case SQLSERVER -> SQLSERVER;
            case ORACLE -> ORACLE;
            case SQLITE -> SQLITE;
            case DUCKDB, H2, SNOWFLAKE, OTHER -> NONE;
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

    private record Rule(@Nullable String property, @Nullable String remedy, UnaryOperator<String> value) {}

    /** The rules of one dialect by the names of parameters in lower case; several names are separated by spaces. */
    private static final class Rules {

        private final Map<String, Rule> byName = new HashMap<>();

        Rules rename(String names, String property) {
            return translate(names, property, UnaryOperator.identity());
        }

        Rules translate(String names, String property, UnaryOperator<String> value) {
            return put(names, new Rule(property, null, value));
        }

        Rules reject(String names, String remedy) {
            return put(names, new Rule(null, remedy, UnaryOperator.identity()));
        }

        Rules ignore(String names) {
            return put(names, new Rule(null, null, UnaryOperator.identity()));
        }

        private Rules put(String names, Rule rule) {
            Words.of(names).forEach(name -> byName.put(name, rule));
            return this;
        }
    }
}
