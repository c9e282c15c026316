/** Lets users of servlet applications log in to connections: the gate, the login page, and what ends a login. */
@NullMarked
package dev.connections.autoconfigure.login;

import org.jspecify.annotations.NullMarked;
