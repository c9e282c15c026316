package dev.connections;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The default login form and options of a {@link ConnectionType}. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface LoginDefaults {

    /**
     * The fields of the form, in order: the name of a setting, each with its initial value behind a {@code =}, as in
     * {@code "database=PROJECT_DB"}. {@code user} and {@code password} (or {@code token}) are who to open as.
     */
    String[] form() default {"user", "password"};

    /**
     * Settings of each user's connection, as in {@code "pool.maximum-size=1"}; those of the configuration take
     * precedence.
     */
    String[] options() default {};
}
