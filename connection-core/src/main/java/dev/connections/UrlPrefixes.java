package dev.connections;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Names the URLs that a {@link ConnectionType} is inferred from when {@code type} is left out. The longest prefix that
 * fits wins.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface UrlPrefixes {

    /** How the URLs begin, such as {@code ftp://}. Case does not matter. */
    String[] value();
}
