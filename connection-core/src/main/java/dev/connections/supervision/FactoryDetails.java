package dev.connections.supervision;

import dev.connections.ConnectionFactory;
import dev.connections.ResourceFigure;
import dev.connections.ResourceTiming;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Health details and metrics of a factory. If one of its methods fails or returns {@code null}, the details are empty, and a warning
 * names the method once: details must harm neither the connection nor the health of others. Safe for use by several threads.
 */
final class FactoryDetails<R> {

    private static final Logger logger = LoggerFactory.getLogger(FactoryDetails.class);

    private final String name;

    private final ConnectionFactory<R> factory;

    private final Set<String> failed = ConcurrentHashMap.newKeySet();

    /** @param name the connection's name */
    FactoryDetails(String name, ConnectionFactory<R> factory) {
        this.name = name;
        this.factory = factory;
    }

    List<ResourceFigure<R>> figures() {
        return of("figures", () -> List.copyOf(factory.figures()), List.of());
    }

    List<ResourceTiming> timings() {
        return of("timings", () -> List.copyOf(factory.timings()), List.of());
    }

    /** Entries without a value are left out. */
    Map<String, Object> target(@Nullable String user) {
        return of("target", () -> withoutNulls(factory.target(user)), Map.of());
    }

    @Nullable
    String reason(Throwable failure) {
        return of("reason", () -> factory.reason(failure), null);
    }

    long read(ResourceFigure<R> figure, R resource) {
        return of("figures, " + figure.name(), () -> figure.value().applyAsLong(resource), 0L);
    }

    private static Map<String, Object> withoutNulls(Map<String, Object> details) {
        Map<String, Object> present = new LinkedHashMap<>(details);
        present.entrySet().removeIf(entry -> entry.getKey() == null || entry.getValue() == null);
        return present;
    }

    private <T extends @Nullable Object> T of(String method, Supplier<T> details, T none) {
        try {
            return details.get();
        } catch (RuntimeException | LinkageError | AssertionError | StackOverflowError ex) {
            if (failed.add(method)) {
                logger.warn(
                        "Connection '{}': {}.{} failed. Health and metrics lack what it returns",
                        name,
                        factory.getClass().getName(),
                        method,
                        ex);
            }
            return none;
        }
    }
}
