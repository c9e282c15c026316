package dev.connections.autoconfigure.diagnostics;

import dev.connections.autoconfigure.beans.ConnectionBeanDefinitions;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.NoSuchBeanDefinitionException;
import org.springframework.beans.factory.UnsatisfiedDependencyException;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/**
 * Explains a failed injection of a connection, or of what belongs to one: which qualifiers name no connection, all of
 * them at once, and which connections there are.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class MissingConnectionFailureAnalyzer extends AbstractFailureAnalyzer<NoSuchBeanDefinitionException> {

    private final @Nullable ConfigurableListableBeanFactory beanFactory;

    MissingConnectionFailureAnalyzer(BeanFactory beanFactory) {
        this.beanFactory = (beanFactory instanceof ConfigurableListableBeanFactory listable) ? listable : null;
    }

    @Override
    protected @Nullable FailureAnalysis analyze(Throwable rootFailure, NoSuchBeanDefinitionException cause) {
        if (beanFactory == null || !beanFactory.containsBeanDefinition(ConnectionBeanDefinitions.REGISTRY)) {
            return null;
        }
        ConnectionInjectionPoints points = new ConnectionInjectionPoints(beanFactory);
        if (cause.getResolvableType() == null
                || !points.isConnectionType(cause.getResolvableType().toClass())) {
            return null;
        }
        List<String> unknown = points.withUnknownQualifiers();
        String known = points.connectionNames().isEmpty()
                ? "No connection is configured."
                : "The connections are: " + String.join(", ", points.connectionNames()) + ".";
        if (unknown.isEmpty()) {
            return unqualified(place(rootFailure), cause, points, known);
        }
        return new FailureAnalysis(
                unknown.stream()
                        .map(line -> "    - " + line)
                        .collect(Collectors.joining(
                                System.lineSeparator(),
                                "A required connection is not configured:" + System.lineSeparator()
                                        + System.lineSeparator(),
                                "")),
                known + " Correct the qualifier, or configure 'connections.<name>.url'.",
                cause);
    }

    /** Where the bean is injected whose making failed in the end; {@code null} if it is requested otherwise. */
    private static @Nullable String place(Throwable rootFailure) {
        String place = null;
        for (Throwable each = rootFailure; each != null; each = each.getCause()) {
            if (each instanceof UnsatisfiedDependencyException ex && ex.getInjectionPoint() != null) {
                place = ConnectionInjectionPoints.describe(ex.getInjectionPoint());
            }
        }
        return place;
    }

    private static FailureAnalysis unqualified(
            @Nullable String place,
            NoSuchBeanDefinitionException cause,
            ConnectionInjectionPoints points,
            String known) {
        Class<?> type = cause.getResolvableType().toClass();
        boolean several = points.countOf(type) > 1;
        return new FailureAnalysis(
                ((place == null)
                                ? "A bean of type " + type.getName() + " is required"
                                : place + " requires a " + type.getName())
                        + " without the name of a connection, and "
                        + (several ? "several connections have one." : "no connection is configured that has one."),
                known
                        + (several
                                ? " Name one by @Qualifier or by the name of the parameter, or set"
                                        + " 'connections.<name>.primary' to true."
                                : " Configure 'connections.<name>.url'."),
                cause);
    }
}
