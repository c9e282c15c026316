/**
 * Addresses of databases: URLs of all spellings, JDBC drivers and their parameters, TLS, and the secrets in URLs.
 */
@Internal
@NullMarked
package dev.connections.sql.url;

import dev.connections.Internal;
import org.jspecify.annotations.NullMarked;
