package dev.connections;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Says when a {@link ConnectionType} is meant though {@code type} is left out. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface InferredFrom {

    /** How the connection's {@code url} begins, such as {@code ftp://}. The longest one that fits wins. Case does not matter. */
    String[] url() default {};

    /** Properties of which one is set, for connections without a {@code url}. */
    String[] property() default {};
}
