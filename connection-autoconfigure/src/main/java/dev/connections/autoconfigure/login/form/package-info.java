/**
 * Internal: the login page, the login and logout endpoints with their CSRF protection, and the texts and problem responses
 * that they show.
 */
@NullMarked
package dev.connections.autoconfigure.login.form;

import org.jspecify.annotations.NullMarked;
