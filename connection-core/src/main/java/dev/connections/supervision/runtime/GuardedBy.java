package dev.connections.supervision.runtime;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A field that is written only by threads that hold the given lock, and read only by them unless it is volatile. Each
 * method that uses it either is synchronized on that lock or calls {@link StateLock#assertHeld()}.
 */
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.FIELD)
public @interface GuardedBy {

    /** The name of the field that holds the lock. */
    String value();
}
