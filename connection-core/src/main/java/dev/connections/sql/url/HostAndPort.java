package dev.connections.sql.url;

import dev.connections.sql.dialect.SqlDialect;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Host and port of a server.
 *
 * @param host name or address without brackets, or several servers as they are written, or {@code null} for none
 */
record HostAndPort(@Nullable String host, @Nullable Integer port) {

    /** Letters, digits, dots, hyphens, underscores: nothing that means something else inside a JDBC URL. */
    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}._-]+");

    private static final Pattern IPV6 = Pattern.compile("(?=.*:.*:)[0-9A-Fa-f:.]+(%[\\w.-]+)?");

    private static final Pattern ADDRESS = Pattern.compile("(\\[[^\\[\\]]+]|[^:\\[\\]]*)(?::(\\d{0,5}))?");

    /** Parses {@code host:port}, {@code [ipv6]:port} or several of them; returns {@code null} if that fails. */
    static @Nullable HostAndPort parse(String address, SqlDialect dialect) {
        if (address.indexOf(',') >= 0) {
            for (String each : address.split(",", -1)) {
                HostAndPort one = parse(each, dialect);
                if (one == null || one.host == null) {
                    return null;
                }
            }
            return new HostAndPort(address, null);
        }
        Matcher matcher = ADDRESS.matcher(address);
        if (!matcher.matches()) {
            return null;
        }
        String host = matcher.group(1);
        String port = matcher.group(2);
        boolean hasPort = port != null && !port.isEmpty();
        if ((!host.isEmpty() && !isHost(host, dialect)) || (hasPort && !isPort(Integer.parseInt(port)))) {
            return null;
        }
        return new HostAndPort(
                host.isEmpty() ? null : host.replaceAll("[\\[\\]]", ""), hasPort ? Integer.valueOf(port) : null);
    }

    /** Returns whether this is the name or the address of a host, for SQL Server also one with an instance. */
    static boolean isHost(String host, SqlDialect dialect) {
        String plain = host.matches("\\[.*]") ? host.substring(1, host.length() - 1) : host;
        if (dialect == SqlDialect.SQLSERVER) {
            plain = plain.replaceFirst("\\\\\\w[\\w$#]*$", "");
        }
        return NAME.matcher(plain).matches() || IPV6.matcher(plain).matches();
    }

    static boolean isPort(int port) {
        return port >= 1 && port <= 65535;
    }
}
