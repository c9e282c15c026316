package dev.connections;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Registers the result of a handle's method as a bean beside the handle: {@code dataSource()} of the connection
 * {@code pet-db} is the bean {@code petDbDataSource}, injectable by a qualifier with any spelling of the name. The
 * method must be public, have no parameters, and always return the same object.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface ConnectionBean {

    /**
     * Whether the bean of the only or {@code primary} connection is injected without a qualifier, and used by other
     * auto-configuration. Unless the application has one of its own.
     */
    boolean defaultCandidate() default false;
}
