package dev.connections.autoconfigure.login.gate;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.PathContainer;
import org.springframework.http.server.PathContainer.Options;
import org.springframework.http.server.RequestPath;
import org.springframework.util.StringUtils;
import org.springframework.web.util.ServletRequestPathUtils;

/**
 * All that the path of a request may mean to the component that handles it. The container, Spring MVC and other
 * servlets read one path in different ways: with and without parameters, dots, double slashes, a servlet's prefix. What
 * is gated must be so in each.
 */
final class RequestPaths {

    /** For paths that are decoded already. */
    private static final Options DECODED = Options.create('/', false);

    private RequestPaths() {}

    /** @throws IllegalArgumentException if its encoding cannot be decoded */
    static List<PathContainer> of(HttpServletRequest request) {
        List<PathContainer> views = new ArrayList<>();
        add(
                views,
                request.getRequestURI(),
                request.getContextPath(),
                text(request.getServletPath()),
                text(request.getPathInfo()),
                request);
        if (request.getAttribute(RequestDispatcher.INCLUDE_REQUEST_URI) instanceof String included) {
            // whatever the dispatcher type: a container may not tell that of nested dispatches
            add(
                    views,
                    included,
                    text(request.getAttribute(RequestDispatcher.INCLUDE_CONTEXT_PATH)),
                    text(request.getAttribute(RequestDispatcher.INCLUDE_SERVLET_PATH)),
                    text(request.getAttribute(RequestDispatcher.INCLUDE_PATH_INFO)),
                    null);
        }
        return views;
    }

    private static String text(@Nullable Object value) {
        return Objects.toString(value, "");
    }

    /** @param request {@code null} for an include, whose path in the servlet is that of the container */
    private static void add(
            List<PathContainer> views,
            String uri,
            String contextPath,
            String servletPath,
            String pathInfo,
            @Nullable HttpServletRequest request) {
        PathContainer whole = inApplication(uri, contextPath);
        views.add(whole);
        addTidy(views, decoded(whole));
        PathContainer inServlet = (request != null) ? inServlet(request, whole) : whole;
        if (!inServlet.equals(whole)) {
            views.add(inServlet);
            addTidy(views, decoded(inServlet));
        }
        for (String container : List.of(servletPath + pathInfo, pathInfo)) {
            if (!container.isEmpty()) {
                views.add(PathContainer.parsePath(container, DECODED));
                addTidy(views, container);
            }
        }
    }

    /**
     * As a whole if it does not begin with the context path as it should: the container knows better, and is used, too.
     */
    private static PathContainer inApplication(String uri, String contextPath) {
        try {
            return RequestPath.parse(uri, contextPath).pathWithinApplication();
        } catch (IllegalArgumentException ex) {
            return PathContainer.parsePath(uri);
        }
    }

    private static PathContainer inServlet(HttpServletRequest request, PathContainer whole) {
        try {
            return ServletRequestPathUtils.parse(request).pathWithinApplication();
        } catch (IllegalArgumentException ex) {
            return whole;
        }
    }

    private static void addTidy(List<PathContainer> views, String path) {
        String tidy = tidy(path);
        views.add(PathContainer.parsePath(tidy, DECODED));
        if (!tidy.equals("/")) {
            views.add(PathContainer.parsePath(tidy + "/", DECODED));
        }
    }

    private static String decoded(PathContainer path) {
        StringBuilder decoded = new StringBuilder();
        for (PathContainer.Element element : path.elements()) {
            decoded.append(
                    (element instanceof PathContainer.PathSegment segment)
                            ? StringUtils.uriDecode(withoutParameters(segment.value()), StandardCharsets.UTF_8)
                            : element.value());
        }
        return decoded.toString();
    }

    private static String withoutParameters(String segment) {
        int end = segment.indexOf(';');
        return (end < 0) ? segment : segment.substring(0, end);
    }

    /** Without empty segments and those of dots. */
    private static String tidy(String path) {
        Deque<String> segments = new ArrayDeque<>();
        for (String segment : path.replace('\\', '/').split("/")) {
            if (segment.equals("..")) {
                segments.pollLast();
            } else if (!segment.isEmpty() && !segment.equals(".")) {
                segments.addLast(segment);
            }
        }
        return "/" + String.join("/", segments);
    }
}
