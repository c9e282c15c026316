/**
 * Login pages for connections that each user opens with their own credentials. API are {@code LoginPage} and
 * {@code LoginView} for a page of the application, and {@code LoginConnections} and {@code LoginTarget} for tests.
 */
@NullMarked
package dev.connections.autoconfigure.login;

import org.jspecify.annotations.NullMarked;
