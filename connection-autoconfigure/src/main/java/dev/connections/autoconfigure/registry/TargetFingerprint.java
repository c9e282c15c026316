package dev.connections.autoconfigure.registry;

import dev.connections.autoconfigure.binding.ConfiguredConnection;
import dev.connections.autoconfigure.binding.ConnectionTypes;
import dev.connections.autoconfigure.binding.EffectiveSettings;
import dev.connections.autoconfigure.environment.LiveEnvironment;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;

/**
 * What a connection leads to, regardless of its user, as a text that is the same on all nodes that are configured
 * alike. It holds no secret. Where in doubt a setting is part of it: nodes that differ in it do not share results.
 */
final class TargetFingerprint {

    /** How the connection is used, not what it leads to. */
    private static final Set<String> USES = Set.of("start", "primary", "enabled", "connect-timeout", "close-timeout");

    private static final List<String> USES_BELOW = List.of("cache.", "recovery.", "pool.");

    private static final Pattern SECRET =
            Pattern.compile("password|passphrase|secret|token|(^|[.-])key($|[.-](?!store))", Pattern.CASE_INSENSITIVE);

    private TargetFingerprint() {}

    static String of(
            ConfiguredConnection connection,
            ConnectionTypes types,
            LiveEnvironment environment,
            @Nullable ConfigurationPropertySource settings) {
        StringBuilder target = new StringBuilder(connection.typeName());
        if (connection.factoryBean() != null) {
            // the target of the application's own factory is unknown
            target.append(' ').append(connection.factoryBean());
        }
        Map<String, String> values = EffectiveSettings.values(connection, types, environment, settings);
        values.forEach((key, value) -> {
            if (!USES.contains(key)
                    && USES_BELOW.stream().noneMatch(key::startsWith)
                    && !SECRET.matcher(key).find()) {
                target.append('\n').append(key).append('=').append(value);
            }
        });
        return target.toString();
    }
}
