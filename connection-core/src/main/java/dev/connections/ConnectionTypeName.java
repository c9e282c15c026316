package dev.connections;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Sets the name of a {@link ConnectionType} in {@code type:}, instead of the name of its class. On the class or on
 * the bean method.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface ConnectionTypeName {

    /** The name, in kebab case. */
    String value();
}
