package dev.connections.autoconfigure.registry;

import dev.connections.ConnectionFactory;
import dev.connections.autoconfigure.InvalidConnectionsException;
import dev.connections.autoconfigure.binding.BoundConnections;
import dev.connections.autoconfigure.binding.ConfiguredConnection;
import dev.connections.autoconfigure.environment.LiveEnvironment;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.env.Environment;

/** Reconfigures one connection. */
final class ConnectionReloader {

    private final ConfigurableListableBeanFactory beanFactory;

    private final Environment environment;

    private final LiveEnvironment live;

    private final ConnectionAssembler assembler;

    ConnectionReloader(
            ConfigurableListableBeanFactory beanFactory,
            Environment environment,
            LiveEnvironment live,
            ConnectionAssembler assembler) {
        this.beanFactory = beanFactory;
        this.environment = environment;
        this.live = live;
        this.assembler = assembler;
    }

    /**
     * The same connection, made of what is configured now.
     *
     * @throws InvalidConnectionsException if that cannot be used
     * @throws dev.connections.ConnectionException if nothing can be opened with it
     */
    @SuppressWarnings("unchecked")
    <R> RegisteredConnection<R> of(RegisteredConnection<R> present) {
        ConfiguredConnection before = present.configuration();
        ConfiguredConnection now = BoundConnections.binder(beanFactory, environment, live, present.settings())
                .bindOne(before.name());
        if (!now.isOfTypeOf(before)) {
            throw InvalidConnectionsException.of(
                    before.name(),
                    "type",
                    "is '" + now.typeName() + "' now, and its beans are those of '" + before.typeName()
                            + "'. Restart the application.");
        }
        if (now.isPerUser() != before.isPerUser()) {
            throw InvalidConnectionsException.of(
                    before.name(),
                    "login",
                    "was " + (before.isPerUser() ? "removed" : "added")
                            + ", which changes what the connection is. Restart the application.");
        }
        if (now.isPerUser()) {
            assembler.reloadPerUser(present, now, (ConnectionFactory<R>) ownFactory(now));
            return present.madeOf(now, null);
        }
        ConnectionFactory<R> factory = (ConnectionFactory<R>)
                ((now.type() != null) ? assembler.createFactory(now) : Objects.requireNonNull(ownFactory(now)));
        assembler.reload(present, now, factory);
        present.closeFactory();
        return present.madeOf(now, (now.type() != null) ? factory : null);
    }

    private @Nullable ConnectionFactory<?> ownFactory(ConfiguredConnection connection) {
        return (connection.factoryBean() != null)
                ? beanFactory.getBean(connection.factoryBean(), ConnectionFactory.class)
                : null;
    }
}
