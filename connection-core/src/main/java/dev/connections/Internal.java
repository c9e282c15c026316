package dev.connections;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a package that is no API, or a type or a constructor in a package with API. It is public only because other
 * packages of this project use it. It may change in any release, and no public signature of the API contains it.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target({ElementType.PACKAGE, ElementType.TYPE, ElementType.CONSTRUCTOR})
public @interface Internal {

    /** Returns the types of the package that are API. Without them, none is. */
    Class<?>[] except() default {};
}
