package dev.connections.autoconfigure.reload;

import dev.connections.ConnectionName;
import dev.connections.autoconfigure.binding.ConnectionTypes;
import dev.connections.autoconfigure.binding.EffectiveSettings;
import dev.connections.autoconfigure.registry.ConnectionRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.cloud.context.environment.EnvironmentChangeEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.core.Ordered;

/**
 * Reloads the connections whose settings are others after the environment has changed, all at the same time, and leaves
 * the rest alone. What the event says has changed is not asked: a placeholder may lead to it, or a connection override
 * it.
 */
final class ConnectionReloadListener
        implements ApplicationListener<EnvironmentChangeEvent>, SmartInitializingSingleton, Ordered {

    private static final Logger logger = LoggerFactory.getLogger(ConnectionReloadListener.class);

    private final ConnectionRegistry connections;

    private final ConnectionTypes types;

    /** What the connections follow. */
    private final Map<ConnectionName, EffectiveSettings> known = new ConcurrentHashMap<>();

    ConnectionReloadListener(ConnectionRegistry connections, ConnectionTypes types) {
        this.connections = connections;
        this.types = types;
    }

    @Override
    public synchronized void afterSingletonsInstantiated() {
        known.putAll(settings());
    }

    private Map<ConnectionName, EffectiveSettings> settings() {
        return EffectiveSettings.of(connections.present(), types, connections.live());
    }

    @Override
    public synchronized void onApplicationEvent(EnvironmentChangeEvent event) {
        Map<ConnectionName, EffectiveSettings> now = settings();
        List<Thread> reloads = new ArrayList<>();
        now.forEach((name, settings) -> {
            if (!settings.equals(known.get(name))) {
                reloads.add(new Thread(() -> reload(name, settings), "connection-" + name + "-reload"));
            }
        });
        reloads.forEach(Thread::start);
        reloads.forEach(ConnectionReloadListener::join);
    }

    private void reload(ConnectionName name, EffectiveSettings settings) {
        try {
            connections.reload(name.value());
            known.put(name, settings);
            logger.info("Connection '{}' goes on as it is configured now", name);
        } catch (RuntimeException ex) {
            logger.warn("Connection '{}' cannot be reloaded with its changed configuration: {}", name, ex.getMessage());
        }
    }

    private static void join(Thread reload) {
        try {
            reload.join();
        } catch (InterruptedException ex) {
            // Each of them ends by itself in finite time.
            Thread.currentThread().interrupt();
        }
    }

    /** After the components that bind properties again, which a connection's own factory may use. */
    @Override
    public int getOrder() {
        return Ordered.LOWEST_PRECEDENCE;
    }
}
