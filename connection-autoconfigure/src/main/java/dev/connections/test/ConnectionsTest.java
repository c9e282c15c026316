package dev.connections.test;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.test.autoconfigure.OverrideAutoConfiguration;
import org.springframework.boot.test.context.filter.annotation.TypeExcludeFilters;
import org.springframework.context.annotation.ComponentScan.Filter;
import org.springframework.core.annotation.AliasFor;
import org.springframework.core.env.Environment;
import org.springframework.test.context.BootstrapWith;
import org.springframework.test.context.junit.jupiter.SpringExtension;

/**
 * A test slice of the connections of an application: their beans, transactions, repositories on named connections,
 * {@code schema.sql} and {@code @CachedQuery}. No component of the application is scanned; name those that a test needs
 * by {@link #includeFilters()} or {@code @Import}.
 *
 * <p>Connections are opened at their first use, unless one has a {@code start} of its own. Their databases are those
 * that are configured; {@code @AutoConfigureTestDatabase} replaces them by embedded ones.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
@BootstrapWith(ConnectionsTestContextBootstrapper.class)
@ExtendWith(SpringExtension.class)
@OverrideAutoConfiguration(enabled = false)
@TypeExcludeFilters(ConnectionsTypeExcludeFilter.class)
@AutoConfigureConnections
@ImportAutoConfiguration
public @interface ConnectionsTest {

    /** Properties, as {@code key=value}, added to the {@link Environment} before the test runs. */
    String[] properties() default {};

    /** Whether the components of a {@link SpringBootApplication @SpringBootApplication} are left out. */
    boolean useDefaultFilters() default true;

    /** Filters of components to include although the slice leaves them out. */
    Filter[] includeFilters() default {};

    /** Filters of components to leave out. */
    Filter[] excludeFilters() default {};

    /** Auto-configurations to leave out. */
    @AliasFor(annotation = ImportAutoConfiguration.class, attribute = "exclude")
    Class<?>[] excludeAutoConfiguration() default {};
}
