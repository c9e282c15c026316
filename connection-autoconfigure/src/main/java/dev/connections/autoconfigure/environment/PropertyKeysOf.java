package dev.connections.autoconfigure.environment;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The class of settings whose keys a property of type {@code Map<String, String>} takes. Any key if the class cannot be
 * loaded.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.PARAMETER)
public @interface PropertyKeysOf {

    /** The name of the class, which may be of an optional library. */
    String value();
}
