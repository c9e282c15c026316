/**
 * Internal: the logins of the current user, kept in the HTTP session, and their end. Logins through an OAuth2 client are
 * delegated to Spring Security.
 */
@NullMarked
package dev.connections.autoconfigure.login.session;

import org.jspecify.annotations.NullMarked;
