package dev.connections.login;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Requires a login to a connection before a controller, or one of its methods, runs. Other users are redirected to
 * the login form, as on the {@code paths} of the connection's login.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface RequiresLogin {

    /** The required connections, by any spelling of their names. */
    String[] value();
}
