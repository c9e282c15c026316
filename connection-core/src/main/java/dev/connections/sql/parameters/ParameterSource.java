package dev.connections.sql.parameters;

import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** Where the values of named parameters come from. */
public interface ParameterSource {

    /** The result of {@link #get} for a name without a value. */
    Object MISSING = new Object();

    /** The value, which may be {@code null}, or {@link #MISSING}. */
    @Nullable
    Object get(String name);

    /** The names there are, for messages. */
    Collection<String> names();
}
