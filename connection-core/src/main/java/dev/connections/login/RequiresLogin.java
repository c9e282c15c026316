package dev.connections.login;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Gates a controller, or one of its methods: it does not run before the user is logged in to a connection. Others are asked to
 * log in, as on the {@code paths} of the connection's login.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface RequiresLogin {

    /** The connections to be logged in to, each by any spelling of its name. */
    String[] value();
}
