package dev.connections.supervision.resource;

import dev.connections.ConnectionFactory;
import dev.connections.credentials.Credentials;
import dev.connections.credentials.SecretMask;
import dev.connections.metrics.ResourceGauge;
import dev.connections.metrics.ResourceTimer;
import dev.connections.supervision.resilience.SupervisionSettings;
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
 * Health details and metrics of a factory. If one of its methods fails or returns {@code null}, the details are empty,
 * and a warning names the method once: details must harm neither the connection nor the health of others. Neither the
 * warning nor a reason shows a secret of the connection. Safe for use by several threads.
 */
public final class FactoryDetails<R> {

    private static final Logger logger = LoggerFactory.getLogger(FactoryDetails.class);

    private final String name;

    private final ConnectionFactory<R> factory;

    private final SupervisionSettings settings;

    private final Set<String> failed = ConcurrentHashMap.newKeySet();

    private volatile @Nullable Credentials credentials;

    /** @param name the connection's name */
    FactoryDetails(String name, ConnectionFactory<R> factory, SupervisionSettings settings) {
        this.name = name;
        this.factory = factory;
        this.settings = settings;
    }

    /** The factory is about to receive these credentials. */
    public void connectsAs(Credentials used) {
        this.credentials = used;
    }

    public List<ResourceGauge<R>> gauges() {
        return of("gauges", () -> List.copyOf(factory.gauges()), List.of());
    }

    public List<ResourceTimer> timers() {
        return of("timers", () -> List.copyOf(factory.timers()), List.of());
    }

    /** Entries without a value are left out. */
    public Map<String, Object> target(@Nullable String user) {
        return of("target", () -> withoutNulls(factory.target(user)), Map.of());
    }

    public @Nullable String reason(Throwable failure) {
        String reason = of("reason", () -> factory.reason(failure), null);
        return (reason != null) ? mask().mask(reason) : null;
    }

    public long read(ResourceGauge<R> gauge, R resource) {
        return of("gauges, " + gauge.name(), () -> gauge.value().applyAsLong(resource), 0L);
    }

    private static Map<String, Object> withoutNulls(Map<String, Object> details) {
        Map<String, Object> present = new LinkedHashMap<>(details);
        present.entrySet().removeIf(entry -> entry.getKey() == null || entry.getValue() == null);
        return present;
    }

    private SecretMask mask() {
        Credentials used = credentials;
        String user = (used != null) ? used.user() : null;
        return new SecretMask(FailureMask.secrets(settings, used), (user != null) ? List.of(user) : List.of());
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
                        mask().clean(ex));
            }
            return none;
        }
    }
}
