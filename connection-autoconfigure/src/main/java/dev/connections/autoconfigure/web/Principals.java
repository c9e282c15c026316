package dev.connections.autoconfigure.web;

import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.util.ClassUtils;

/** Finds the user who is signed in to the application. Thread-safe. */
public final class Principals {

    private static final boolean SPRING_SECURITY = ClassUtils.isPresent(
            "org.springframework.security.core.context.SecurityContextHolder", Principals.class.getClassLoader());

    private Principals() {}

    /** The name of the user who is signed in; {@code null} without one. */
    public static @Nullable String nameOf(HttpServletRequest request) {
        Principal principal = request.getUserPrincipal();
        if (principal != null) {
            return principal.getName();
        }
        return SPRING_SECURITY ? SecurityContexts.name() : null;
    }

    /** A filter may see the request as it was before Spring Security has wrapped it. */
    private static final class SecurityContexts {

        static @Nullable String name() {
            Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
            return (authentication != null
                            && authentication.isAuthenticated()
                            && !(authentication instanceof AnonymousAuthenticationToken))
                    ? authentication.getName()
                    : null;
        }
    }
}
