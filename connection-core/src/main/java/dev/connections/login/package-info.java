/**
 * Connections that each user opens with their own credentials, independent of the web. API for users are
 * {@code RequiresLogin} and {@code LoginRequiredException}. API for tests of connection types, and for logins by other
 * means than the web, are {@code Logins}, {@code LoginRequest}, {@code LoginId}, {@code LoginContext} and
 * {@code CurrentLogins}. All other types are internal.
 */
@NullMarked
package dev.connections.login;

import org.jspecify.annotations.NullMarked;
