/**
 * Turns {@code connections.*} into beans. API for connection types are {@code ConnectionsAutoConfiguration} as an order,
 * {@code NamesSslBundle} and {@code NamedSslBundle}, {@code RateLimitProperties}, {@code ReadsSettingsFiles} and
 * {@code SettingsFiles}. API for stores of secrets are {@code SecretStore} and {@code CredentialsProperties}; for tests of
 * logins, {@code LoginConnections} and {@code LoginTarget}. All other types are internal.
 */
@NullMarked
package dev.connections.autoconfigure;

import org.jspecify.annotations.NullMarked;
