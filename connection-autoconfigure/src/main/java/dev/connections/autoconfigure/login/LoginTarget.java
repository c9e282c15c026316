package dev.connections.autoconfigure.login;

import dev.connections.login.Logins;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A connection that each user opens. Immutable but for the logins.
 *
 * @param name the connection's name, as configured
 * @param title the title of the login page
 * @param paths what is gated, as patterns of Spring MVC
 * @param scope what a login holds for
 * @param oauth2 the registration of an OAuth2 client whose token opens the connection, or {@code null}
 * @param view the view to show in place of the login page, or {@code null}
 * @param logins the connections of all users
 */
public record LoginTarget(
        String name,
        String title,
        List<String> paths,
        LoginScope scope,
        @Nullable String oauth2,
        @Nullable String view,
        Logins<?> logins) {

    public LoginTarget {
        paths = List.copyOf(paths);
    }
}
