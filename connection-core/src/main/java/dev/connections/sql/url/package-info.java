/**
 * Addresses of databases: URLs of all spellings, JDBC drivers and their parameters, TLS, and the secrets in URLs.
 * API are {@code SqlAddress}, {@code SqlTarget} and {@code TlsMode}. All other types are internal.
 */
@NullMarked
package dev.connections.sql.url;

import org.jspecify.annotations.NullMarked;
