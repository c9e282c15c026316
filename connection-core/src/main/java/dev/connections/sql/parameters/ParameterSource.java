package dev.connections.sql.parameters;

import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** The values of named parameters. */
public interface ParameterSource {

    /** The result of {@link #get} for a name without a value. */
    Object MISSING = new Object();

    /** Returns the value, which may be {@code null}, or {@link #MISSING}. */
    @Nullable
    Object get(String name);

    /** Returns the names there are, for messages. */
    Collection<String> names();
}
