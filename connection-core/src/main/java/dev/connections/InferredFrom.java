package dev.connections;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Defines from which URLs or properties a {@link ConnectionType} is inferred if {@code type} is not set. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface InferredFrom {

    /**
     * How the connection's {@code url} begins, such as {@code ftp://}. The longest one that fits wins. Case does not
     * matter.
     */
    String[] url() default {};

    /** Properties of which one is set, for connections without a {@code url}. */
    String[] property() default {};
}
