package dev.connections.cache;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Evicts cached results of a connection after a method has returned, or after its transaction has committed. A
 * method that throws evicts nothing.
 */
@Target({ElementType.METHOD, ElementType.ANNOTATION_TYPE})
@Retention(RetentionPolicy.RUNTIME)
@Documented
public @interface EvictQueries {

    /** The name of the connection, in any spelling. Optional if there is only one connection. */
    String connection() default "";

    /**
     * Which results to evict: names of {@link CachedQuery} methods, or texts of queries. All of the connection by
     * default.
     */
    String[] queries() default {};

    /**
     * A SpEL expression for the {@link CachedQuery#key()} of a single result of each query. All results by default.
     */
    String key() default "";
}
