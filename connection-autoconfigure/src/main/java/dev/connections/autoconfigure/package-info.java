/**
 * Auto-configuration of connections, and the settings that every connection has. An auto-configuration of a
 * connection type uses {@code ConnectionsAutoConfiguration} as its order. {@code NamesSslBundle}, {@code
 * RateLimitProperties}, {@code ReadsSettingsFiles} and {@code SecretStore} are extension points.
 */
@NullMarked
package dev.connections.autoconfigure;

import org.jspecify.annotations.NullMarked;
