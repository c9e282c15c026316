package dev.connections.cache;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says that the results of a method are cached, with the results of a connection, and for a limited time. The method is one
 * of a Spring bean: of a class, or of an interface such as a Spring Data repository.
 *
 * <p>A result is shared by all callers, so it must be immutable: a value, a record, {@code Rows}, or a {@code List},
 * {@code Set}, {@code Map}, {@code Optional}, {@code CompletableFuture}, {@code Mono} or {@code Flux} of such. Collections are
 * copied once, when they are loaded. {@code null} is a result; an exception is none.
 *
 * <p>Durations are written with a unit, as {@code 10m} or {@code 600s}, and may be placeholders. A bare number is an error. One that is left out is the
 * connection's, {@code connections.<name>.cache.*}, and {@code 0s} is none at all; without any {@code ttl} nothing is cached.
 *
 * @see EvictQueries
 */
@Target({ElementType.METHOD, ElementType.ANNOTATION_TYPE})
@Retention(RetentionPolicy.RUNTIME)
@Documented
public @interface CachedQuery {

    /** The connection's name, in any spelling. May be left out where there is only one. */
    String connection() default "";

    /** What {@link EvictQueries} and the endpoint call it. The name of the class and of the method by default. */
    String name() default "";

    /** The greatest age of a result that is served. */
    String ttl() default "";

    /** The age from which on a result is loaded anew in the background, while the present one is served. */
    String refreshAfter() default "";

    /** For how long beyond its {@link #ttl()} a result is served when the method fails. */
    String staleIfError() default "";

    /** Who shares a result. Empty for the connection's scope; more than one makes no sense. */
    Scope[] scope() default {};

    /**
     * A SpEL expression for what results are told apart by, in place of all arguments. Arguments are {@code #name},
     * {@code #p0} and {@code #root.args}.
     */
    String key() default "";

    /** A SpEL expression: unless it is true the method runs as if it were not cached. */
    String condition() default "";

    /** A SpEL expression: if it is true of {@code #result}, the result is not kept. */
    String unless() default "";
}
