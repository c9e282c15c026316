package dev.connections.autoconfigure.login;

/** Makes the page that shows logins by a view of the application. */
@FunctionalInterface
interface ViewLoginPages {

    LoginPage of(String view);
}
