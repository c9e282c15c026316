package dev.connections.autoconfigure.environment;

import org.jspecify.annotations.Nullable;
import org.springframework.core.env.PropertySource;

/**
 * Knows a kind of property source that keeps what it has once read, and how to read it again. A bean of this type takes
 * part in how connections notice that their credentials change.
 */
@FunctionalInterface
public interface LivePropertySourceFactory {

    /**
     * A source that answers with what is there now; {@code null} if the given one is of another kind. Asked once for
     * each source. The answer is used by several threads, and asked for a property twice a second.
     */
    @Nullable
    PropertySource<?> of(PropertySource<?> source);
}
