package dev.connections.autoconfigure.login;

import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import org.springframework.http.server.PathContainer;
import org.springframework.http.server.PathContainer.Options;
import org.springframework.http.server.RequestPath;
import org.springframework.util.StringUtils;
import org.springframework.web.util.ServletRequestPathUtils;

/**
 * All that the path of a request may mean to whoever answers it. The container, Spring MVC and other servlets read one path in
 * different ways: with and without parameters, dots, double slashes, a servlet's prefix. What is gated must be so in each.
 */
final class RequestViews {

    /** For paths that are decoded already. */
    private static final Options DECODED = Options.create('/', false);

    private RequestViews() {}

    /** @throws IllegalArgumentException if the path can be read in no way at all */
    static List<PathContainer> of(HttpServletRequest request) {
        String contextPath = request.getContextPath();
        List<PathContainer> views = new ArrayList<>();
        RequestPath whole = RequestPath.parse(request.getRequestURI(), contextPath);
        RequestPath inServlet = ServletRequestPathUtils.parse(request);
        String container = Objects.toString(request.getServletPath(), "") + Objects.toString(request.getPathInfo(), "");
        views.add(whole.pathWithinApplication());
        views.add(inServlet.pathWithinApplication());
        addTidy(views, decoded(whole.pathWithinApplication()));
        addTidy(views, decoded(inServlet.pathWithinApplication()));
        views.add(PathContainer.parsePath(container, DECODED));
        addTidy(views, container);
        return views;
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
