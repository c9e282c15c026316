package dev.connections.cache;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Caches the results of a method of a Spring bean for a limited time, in the cache of a connection. The bean is a
 * class, or an interface such as a Spring Data repository.
 *
 * <p>A result is shared by all callers, so it must be immutable: a value, a record, {@code Rows}, or a {@code
 * List}, {@code Set}, {@code Map}, {@code Optional}, {@code CompletableFuture}, {@code Mono} or {@code Flux} of
 * such. Collections are copied once, when they are loaded. {@code null} is cached; exceptions are not.
 *
 * <p>Durations have a unit, such as {@code 10m} or {@code 600s}, and may be placeholders. A bare number is an
 * error. An option that is not set defaults to {@code connections.<name>.cache.*}; {@code 0s} switches it off.
 * Without a {@code ttl} nothing is cached.
 *
 * @see EvictQueries
 */
@Target({ElementType.METHOD, ElementType.ANNOTATION_TYPE})
@Retention(RetentionPolicy.RUNTIME)
@Documented
public @interface CachedQuery {

    /** The name of the connection, in any spelling. Optional if there is only one connection. */
    String connection() default "";

    /** The name for {@link EvictQueries} and the endpoint. Class and method name by default. */
    String name() default "";

    /** The maximum age of a result. */
    String ttl() default "";

    /** The age from which a result is refreshed in the background while the current one is served. */
    String refreshAfter() default "";

    /** How long beyond its {@link #ttl()} a stale result is served if the method fails. */
    String staleIfError() default "";

    /** Which callers share a result: at most one value. The connection's scope by default. */
    Scope[] scope() default {};

    /**
     * A SpEL expression for the cache key, instead of all arguments. Arguments are {@code #name}, {@code #p0} and
     * {@code #root.args}.
     */
    String key() default "";

    /** A SpEL expression. If it is false, the call bypasses the cache. */
    String condition() default "";

    /** A SpEL expression. If it is true for {@code #result}, the result is not cached. */
    String unless() default "";
}
