package dev.connections.autoconfigure.toml;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.origin.OriginTrackedValue;

/**
 * The keys of a Streamlit {@code secrets.toml} as settings of connections: the names of types, the parameters of
 * Snowflake's Python connector, and names of connections with spaces. A setting under its own name takes precedence.
 * Other keys stay as they are.
 */
final class StreamlitSecrets {

    private static final Pattern CONNECTION =
            Pattern.compile("connections(?:\\.([^.\\[]+)|\\[([^]]+)])(?:\\.(.+)|(\\[.+))?");

    private static final Set<String> SNOWFLAKE = Set.of("snowflake", "snowpark");

    private static final Map<String, String> SNOWFLAKE_KEYS = Map.of(
            "private_key_file", "private-key.file",
            "private_key_path", "private-key.file",
            "private_key_file_pwd", "private-key.passphrase",
            "private_key_passphrase", "private-key.passphrase");

    private final Map<String, Map<String, OriginTrackedValue>> connections = new LinkedHashMap<>();

    private final Map<String, OriginTrackedValue> result = new LinkedHashMap<>();

    private StreamlitSecrets(Map<String, OriginTrackedValue> properties) {
        properties.forEach((name, value) -> {
            Matcher matcher = CONNECTION.matcher(name);
            if (matcher.matches() && matcher.group(3) != null) {
                connections
                        .computeIfAbsent(connectionName(matcher), any -> new LinkedHashMap<>())
                        .put(matcher.group(3), value);
            } else {
                result.put(name, value);
            }
        });
    }

    static Map<String, OriginTrackedValue> translated(Map<String, OriginTrackedValue> properties) {
        return new StreamlitSecrets(properties).translated();
    }

    private static String connectionName(Matcher matcher) {
        if (matcher.group(1) != null) {
            return matcher.group(1);
        }
        return matcher.group(2).strip().replaceAll("[^\\p{L}\\p{N}_-]+", "-");
    }

    private Map<String, OriginTrackedValue> translated() {
        connections.forEach((name, settings) -> {
            OriginTrackedValue type = settings.get("type");
            if (type != null) {
                settings.put("type", OriginTrackedValue.of(typeName(text(type)), type.getOrigin()));
            }
            if (isSnowflake(settings)) {
                translateSnowflake(settings);
            }
            settings.forEach((key, value) -> result.put("connections." + name + "." + key, value));
        });
        return result;
    }

    private static String typeName(String type) {
        String name = type.substring(type.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        if (SNOWFLAKE.contains(name) || name.equals("snowflakeconnection") || name.equals("snowparkconnection")) {
            return "snowflake";
        }
        return name.equals("sqlconnection") ? "sql" : type;
    }

    private static boolean isSnowflake(Map<String, OriginTrackedValue> settings) {
        OriginTrackedValue type = settings.get("type");
        return (type != null) ? text(type).equals("snowflake") : settings.containsKey("account");
    }

    private static void translateSnowflake(Map<String, OriginTrackedValue> settings) {
        SNOWFLAKE_KEYS.forEach((key, own) -> {
            OriginTrackedValue value = settings.remove(key);
            if (value != null) {
                settings.putIfAbsent(own, own.endsWith(".file") ? inHome(value) : value);
            }
        });
        addPort(settings);
        OriginTrackedValue protocol = settings.remove("protocol");
        if (protocol != null && text(protocol).equalsIgnoreCase("http")) {
            settings.putIfAbsent("properties.ssl", OriginTrackedValue.of("off", protocol.getOrigin()));
        }
    }

    private static void addPort(Map<String, OriginTrackedValue> settings) {
        OriginTrackedValue host = settings.get("host");
        OriginTrackedValue port = settings.get("port");
        if (port != null && host != null) {
            settings.put("host", OriginTrackedValue.of(text(host) + ":" + text(port), host.getOrigin()));
            settings.remove("port");
        } else if (port != null && text(port).equals("443")) {
            settings.remove("port");
        }
    }

    private static OriginTrackedValue inHome(OriginTrackedValue file) {
        String text = text(file);
        return text.startsWith("~/")
                ? OriginTrackedValue.of(System.getProperty("user.home") + text.substring(1), file.getOrigin())
                : file;
    }

    private static String text(@Nullable OriginTrackedValue value) {
        return (value != null) ? String.valueOf(value.getValue()) : "";
    }
}
