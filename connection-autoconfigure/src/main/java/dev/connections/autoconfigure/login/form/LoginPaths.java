package dev.connections.autoconfigure.login.form;

import dev.connections.ConnectionName;
import dev.connections.autoconfigure.login.LoginConnections;
import dev.connections.autoconfigure.login.LoginTarget;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.PathContainer;
import org.springframework.http.server.PathContainer.PathSegment;
import org.springframework.http.server.RequestPath;
import org.springframework.web.util.UriUtils;

/** Where users log in and out: {@code /connections/{name}/login} and {@code /connections/{name}/logout}. */
record LoginPaths(LoginTarget target, Action action) {

    private static final int ELEMENTS = 6;

    /** What users do there. */
    enum Action {
        LOGIN,
        LOGOUT
    }

    /** What a request is for; {@code null} if it is for something else. */
    static @Nullable LoginPaths of(HttpServletRequest request, LoginConnections connections) {
        if (!request.getRequestURI().contains("/connections/")) {
            return null;
        }
        PathContainer path;
        try {
            path = RequestPath.parse(request.getRequestURI(), request.getContextPath())
                    .pathWithinApplication();
        } catch (IllegalArgumentException ex) {
            return null;
        }
        if (path.elements().size() != ELEMENTS || !"connections".equals(segment(path, 1))) {
            return null;
        }
        Action action = "login".equals(segment(path, 5))
                ? Action.LOGIN
                : "logout".equals(segment(path, 5)) ? Action.LOGOUT : null;
        String name = segment(path, 3);
        if (action == null || name == null || !ConnectionName.isValid(name)) {
            return null;
        }
        LoginTarget target = connections.target(name);
        return (target != null) ? new LoginPaths(target, action) : null;
    }

    private static @Nullable String segment(PathContainer path, int index) {
        return (path.elements().get(index) instanceof PathSegment segment) ? segment.valueToMatch() : null;
    }

    static String login(HttpServletRequest request, LoginTarget target) {
        return url(request, target, "login");
    }

    static String logout(HttpServletRequest request, LoginTarget target) {
        return url(request, target, "logout");
    }

    private static String url(HttpServletRequest request, LoginTarget target, String action) {
        return ofThisHost(request.getContextPath() + "/connections/"
                + UriUtils.encodePathSegment(target.name(), StandardCharsets.UTF_8) + "/" + action);
    }

    /** Two slashes at the beginning would lead to another host. */
    static String ofThisHost(String path) {
        int start = 0;
        while (start < path.length() && (path.charAt(start) == '/' || path.charAt(start) == '\\')) {
            start++;
        }
        return "/" + path.substring(start);
    }
}
