/**
 * Addresses of databases: URLs of all spellings, dialects, JDBC drivers and their parameters, TLS, and the secrets in URLs.
 * API are {@code SqlAddress}, {@code SqlTarget}, {@code SqlDialect}, {@code TlsMode} and {@code SnowflakeDriver}. All other types are internal.
 */
@NullMarked
package dev.connections.sql.url;

import org.jspecify.annotations.NullMarked;
