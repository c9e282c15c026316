package dev.connections.autoconfigure.login;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The connections of an application that each user opens, as the web layer sees them. Safe for use by several threads.
 */
public interface LoginConnections {

    /** All that are configured, in order. */
    List<LoginTarget> targets();

    /**
     * One of them.
     *
     * @param name any spelling of its name
     * @return {@code null} if there is none of that name, or it is not one that users log in to
     */
    @Nullable
    LoginTarget target(String name);
}
