package dev.connections.test;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;

/**
 * Adds the auto-configuration of connections to another test slice, such as {@code @WebMvcTest}. {@code @DataJdbcTest},
 * {@code @JdbcTest} and {@code @DataJpaTest} have it already.
 *
 * @see ConnectionsTest
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
@ImportAutoConfiguration
public @interface AutoConfigureConnections {}
