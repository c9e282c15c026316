/**
 * The login page, the login and logout endpoints with their CSRF protection, and the texts and problem responses
 * that they show.
 */
@Internal(except = LoginFragments.class)
@NullMarked
package dev.connections.autoconfigure.login.form;

import dev.connections.Internal;
import org.jspecify.annotations.NullMarked;
