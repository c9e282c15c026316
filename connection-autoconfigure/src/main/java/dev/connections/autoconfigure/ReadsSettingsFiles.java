package dev.connections.autoconfigure;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Says of a {@code ConnectionType} that settings of its connections may be in the files of its target's own tools. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface ReadsSettingsFiles {

    /** What reads them. */
    Class<? extends SettingsFiles> value();
}
