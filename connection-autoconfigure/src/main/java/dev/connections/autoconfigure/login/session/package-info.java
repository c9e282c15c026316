/**
 * The logins of the current user, kept in the HTTP session, and their end. Logins through an OAuth2 client are
 * delegated to Spring Security.
 */
@Internal
@NullMarked
package dev.connections.autoconfigure.login.session;

import dev.connections.Internal;
import org.jspecify.annotations.NullMarked;
