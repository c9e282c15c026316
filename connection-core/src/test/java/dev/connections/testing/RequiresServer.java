package dev.connections.testing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;

/**
 * Marks a test class that starts a database or Redis server. Such a server is a process of its own with the system's clock, so these
 * tests are not part of the run with another clock. {@link ServerUse} finds classes that lack it.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Tag("server")
public @interface RequiresServer {}
