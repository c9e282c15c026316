package dev.connections.cache;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says that a method changes what results are made of: once it has returned, and its transaction, if it is in one, has
 * committed, cached results of the connection are removed. A method that throws removes none.
 */
@Target({ElementType.METHOD, ElementType.ANNOTATION_TYPE})
@Retention(RetentionPolicy.RUNTIME)
@Documented
public @interface EvictQueries {

    /** The connection's name, in any spelling. May be left out where there is only one. */
    String connection() default "";

    /** Whose results: names of {@link CachedQuery} methods, or texts of queries. All of the connection by default. */
    String[] queries() default {};

    /** A SpEL expression for the {@link CachedQuery#key()} of the one result of each of the queries. All by default. */
    String key() default "";
}
