package dev.connections.autoconfigure.login.form;

import dev.connections.autoconfigure.login.LoginPage;

/** Makes the page that shows logins by a view of the application. */
@FunctionalInterface
public interface ViewLoginPages {

    LoginPage of(String view);
}
