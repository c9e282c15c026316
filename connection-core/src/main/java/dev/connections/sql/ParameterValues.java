package dev.connections.sql;

import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** Where the values of named parameters come from. */
interface ParameterValues {

    /** Whether there is a value, {@code null} included. */
    boolean has(String name);

    /** The value. Asked only for names that it {@link #has}. */
    @Nullable
    Object get(String name);

    /** The names there are, for messages. */
    Collection<String> names();
}
