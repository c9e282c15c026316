package dev.connections.autoconfigure.registry;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The settings of a connection as they may be shown. A value is shown only if its key is known to hold no secret; all
 * others, those of unknown types included, are masked.
 */
final class SanitizedSettings {

    private static final String MASKED = "******";

    private static final Pattern HARMLESS =
            Pattern.compile("type|enabled|primary|start|dialect|host|port|database|driver-class-name"
                    + "|ssl-bundle|read-only|connect-timeout|close-timeout|login-timeout"
                    + "|socket-timeout|statement-timeout|fetch-size"
                    + "|unavailable-response|recovery\\.[a-z-]+|pool\\.(?!connection-init-sql)[a-z-]+"
                    + "|rows\\.[a-z-]+|rate-limit\\.[a-z-]+"
                    + "|cache\\.(ttl|refresh-after|stale-if-error|scope|max-size|store|enabled)"
                    + "|flyway\\.(enabled|locations|table|schemas|default-schema|baseline-on-migrate|baseline-version)"
                    + "|liquibase\\.(enabled|change-log|contexts|default-schema)"
                    + "|sql-init\\.(mode|platform|schema-locations|data-locations)");

    private SanitizedSettings() {}

    /** @param values the values by key, in kebab case */
    static Map<String, String> of(Map<String, String> values) {
        Map<String, String> shown = new TreeMap<>();
        values.forEach((key, value) ->
                shown.put(key, HARMLESS.matcher(key.replaceAll("\\[\\d+]$", "")).matches() ? value : MASKED));
        return shown;
    }
}
