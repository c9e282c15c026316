package dev.connections.autoconfigure.login.gate;

import dev.connections.login.RequiresLogin;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.springframework.core.annotation.MergedAnnotation;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.core.annotation.MergedAnnotations.SearchStrategy;
import org.springframework.web.method.HandlerMethod;

/**
 * Reads {@code @RequiresLogin} of controllers and their methods, where a method adds to its class. Safe for use by
 * several threads.
 */
public final class RequiresLoginAnnotations {

    private final Map<HandlerMethod, List<String>> names = new ConcurrentHashMap<>();

    /** The connections that a handler wants its user to be logged in to, as it spells them. */
    List<String> of(HandlerMethod handler) {
        HandlerMethod known =
                handler.getResolvedFromHandlerMethod() != null ? handler.getResolvedFromHandlerMethod() : handler;
        return names.computeIfAbsent(known, RequiresLoginAnnotations::read);
    }

    private static List<String> read(HandlerMethod handler) {
        return Stream.of(handler.getBeanType(), handler.getMethod())
                .map(element -> MergedAnnotations.from(element, SearchStrategy.TYPE_HIERARCHY))
                .flatMap(annotations -> annotations.stream(RequiresLogin.class))
                .map(annotation -> annotation.getStringArray(MergedAnnotation.VALUE))
                .flatMap(Stream::of)
                .distinct()
                .toList();
    }
}
