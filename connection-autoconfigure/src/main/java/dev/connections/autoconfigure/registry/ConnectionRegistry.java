package dev.connections.autoconfigure.registry;

import dev.connections.ConnectionException;
import dev.connections.ConnectionFactory;
import dev.connections.ConnectionName;
import dev.connections.ConnectionState;
import dev.connections.Connections;
import dev.connections.ManagedConnection;
import dev.connections.UnknownConnectionException;
import dev.connections.autoconfigure.BeanRegisteringProperties;
import dev.connections.autoconfigure.StartMode;
import dev.connections.autoconfigure.binding.BoundConnections;
import dev.connections.autoconfigure.binding.ConfiguredConnection;
import dev.connections.autoconfigure.binding.ConnectionTypes;
import dev.connections.autoconfigure.binding.EffectiveSettings;
import dev.connections.autoconfigure.binding.TypeDescriptor;
import dev.connections.autoconfigure.environment.LiveEnvironment;
import dev.connections.autoconfigure.environment.LivePropertySourceFactory;
import dev.connections.autoconfigure.environment.RuntimeSettings;
import dev.connections.autoconfigure.login.LoginConnections;
import dev.connections.autoconfigure.login.LoginTarget;
import dev.connections.login.Logins;
import dev.connections.supervision.Supervision;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.core.env.Environment;
import org.springframework.util.Assert;
import org.springframework.util.ClassUtils;
import org.springframework.util.ReflectionUtils;

/**
 * All connections of an application context. The configured ones are beans, which the context makes through
 * {@link #handle}, {@link #connectionFactory} and {@link #bean}; those made at run time live here alone. Opens them
 * when the context starts, closes their resources when it stops or a checkpoint is taken, and closes them with the
 * context.
 */
public final class ConnectionRegistry
        implements Connections, SupervisedConnections, LoginConnections, SmartLifecycle, DisposableBean {

    private final ConfigurableListableBeanFactory beanFactory;

    private final Environment environment;

    private final LiveEnvironment live;

    private final ConnectionAssembler assembler;

    private final ConnectionReloader reload;

    private final Map<ConnectionName, ConfiguredConnection> configured;

    private final ConcurrentMap<ConnectionName, RegisteredConnection<?>> made = new ConcurrentHashMap<>();

    /** Those whose handle has been made as a bean. */
    private final Set<ConnectionName> handles = ConcurrentHashMap.newKeySet();

    private final RuntimeConnections runtimeConnections = new RuntimeConnections();

    private final ConcurrentMap<ConnectionName, Lock> reloads = new ConcurrentHashMap<>();

    private final LoginTargets loginTargets = new LoginTargets(this::readTargets);

    private volatile boolean running;

    public ConnectionRegistry(
            ConfigurableListableBeanFactory beanFactory,
            Environment environment,
            List<LivePropertySourceFactory> liveSources) {
        this.beanFactory = beanFactory;
        this.environment = environment;
        this.live = new LiveEnvironment(environment, liveSources);
        this.assembler = new ConnectionAssembler(
                beanFactory, live, () -> BoundConnections.binder(beanFactory, environment, live, null));
        this.reload = new ConnectionReloader(beanFactory, environment, live, assembler);
        this.configured = BoundConnections.of(beanFactory, environment).byName();
    }

    /** Makes the bean of a handle. */
    Object handle(String name) {
        handles.add(new ConnectionName(name));
        return made(name).handle();
    }

    /** Makes the bean of a factory. */
    Object connectionFactory(String name) {
        return assembler.createFactory(configured(name));
    }

    /**
     * Makes the bean that a method of a handle gives. Not by way of the handle's bean: that may wait for the
     * initialization of the database, which needs this one.
     */
    Object bean(String name, String method) {
        RegisteredConnection<?> connection = made(name);
        Object handle = connection.handle();
        TypeDescriptor type = Objects.requireNonNull(connection.configuration().type());
        // the declared type: a native image knows its methods
        Method getter = ClassUtils.getMethod(type.handle().toClass(), method);
        // the method is public, its class need not be
        ReflectionUtils.makeAccessible(getter);
        Object bean = ReflectionUtils.invokeMethod(getter, handle);
        Assert.state(bean != null, () -> handle.getClass().getName() + "." + method + "() returned null");
        return bean;
    }

    private RegisteredConnection<?> made(String name) {
        ConfiguredConnection connection = configured(name);
        RegisteredConnection<?> present = made.get(connection.name());
        if (present != null) {
            return present;
        }
        // A factory may use other connections, so no lock is held meanwhile; one that is made twice has not been
        // opened.
        RegisteredConnection<?> result = make(connection);
        RegisteredConnection<?> first = made.putIfAbsent(connection.name(), result);
        if (first == null) {
            return result;
        }
        result.supervised().close();
        return first;
    }

    private RegisteredConnection<?> make(ConfiguredConnection connection) {
        if (connection.isPerUser() && connection.type() != null) {
            return assembler.assemblePerUser(connection, null);
        }
        ConnectionFactory<?> factory = beanFactory.getBean(connection.factoryBeanName(), ConnectionFactory.class);
        return connection.isPerUser()
                ? assembler.assemblePerUser(connection, factory)
                : assembler.make(connection, factory, null);
    }

    private ConfiguredConnection configured(String name) {
        ConfiguredConnection connection = configured.get(new ConnectionName(name));
        if (connection == null) {
            throw new ConnectionException(
                    name,
                    "The connection '" + name + "' was there when the application was processed ahead of time, but is"
                            + " not configured now, or is disabled",
                    null);
        }
        return connection;
    }

    @Override
    public <H extends ManagedConnection<?>> H get(String name, Class<H> handle) {
        return cast(get(name), handle);
    }

    private static <H extends ManagedConnection<?>> H cast(ManagedConnection<?> connection, Class<H> handle) {
        if (!handle.isInstance(connection)) {
            throw new ConnectionException(
                    connection.name(),
                    "Connection '" + connection.name() + "' is of type '" + connection.type() + "' and gives no "
                            + handle.getName(),
                    null);
        }
        return handle.cast(connection);
    }

    @Override
    public ManagedConnection<?> get(String name) {
        return isConfigured(name)
                ? beanFactory.getBean(configured(name).name().camelCase(), ManagedConnection.class)
                : openedAtRunTime(name).handle();
    }

    @Override
    public Supervision<?> supervised(String name) {
        return find(name).supervised();
    }

    @Override
    public ManagedConnection<?> connection(String name) {
        return find(name).handle();
    }

    private RegisteredConnection<?> find(String name) {
        return isConfigured(name) ? made(name) : openedAtRunTime(name);
    }

    private boolean isConfigured(String name) {
        return ConnectionName.isValid(name) && configured.containsKey(new ConnectionName(name));
    }

    private RegisteredConnection<?> openedAtRunTime(String name) {
        RegisteredConnection<?> opened =
                ConnectionName.isValid(name) ? runtimeConnections.find(new ConnectionName(name)) : null;
        if (opened == null) {
            throw new UnknownConnectionException(name, names());
        }
        return opened;
    }

    @Override
    public @Nullable StartMode startOfSetup(String name) {
        ConfiguredConnection connection = configured.get(new ConnectionName(name));
        return (connection != null
                        && !connection.isPerUser()
                        && connection.properties() instanceof BeanRegisteringProperties registering
                        && registering.initializesTarget()
                        && hasOwnHandle(connection.name()))
                ? connection.common().start()
                : null;
    }

    @Override
    public Map<String, String> settings(String name) {
        RegisteredConnection<?> connection = find(name);
        return SanitizedSettings.of(EffectiveSettings.values(
                connection.configuration(), ConnectionTypes.of(beanFactory), live, connection.settings()));
    }

    @Override
    public void addListener(Listener listener) {
        configured.keySet().forEach(name -> listener.added(made(name.value()).supervised()));
        runtimeConnections.addListener(listener);
    }

    @Override
    public Set<String> names() {
        Set<String> names = new LinkedHashSet<>();
        configured.keySet().forEach(name -> names.add(name.value()));
        names.addAll(runtimeConnections.names());
        return names;
    }

    @Override
    public Map<String, ConnectionState> states() {
        return names().stream()
                .collect(Collectors.toMap(
                        name -> name, name -> get(name).state(), (first, second) -> first, LinkedHashMap::new));
    }

    @Override
    public <H extends ManagedConnection<?>> H open(String name, Class<H> handle, Map<String, ?> properties) {
        RuntimeSettings settings = RuntimeSettings.of(name, properties);
        ConfiguredConnection connection = BoundConnections.binder(beanFactory, environment, live, settings.source())
                .bindOne(settings.name());
        if (connection.isPerUser()) {
            throw new ConnectionException(
                    name, "Connection '" + name + "' is made at run time, and users cannot log in to such a one", null);
        }
        RegisteredConnection<?> result =
                assembler.make(connection, assembler.createFactory(connection), settings.source());
        H opened = cast(result.handle(), handle);
        runtimeConnections.add(settings.name(), result, configured.containsKey(settings.name()));
        if (connection.common().start() == StartMode.BACKGROUND) {
            result.supervised().open();
        } else if (connection.common().start() == StartMode.REQUIRED) {
            result.handle().lease().close();
        }
        return opened;
    }

    @Override
    public void close(String name) {
        if (isConfigured(name)) {
            throw new ConnectionException(
                    name,
                    "Connection '" + name + "' is a configured one, which is closed with the application. To reopen"
                            + " it use reset()",
                    null);
        }
        RegisteredConnection<?> opened =
                ConnectionName.isValid(name) ? runtimeConnections.remove(new ConnectionName(name)) : null;
        if (opened == null) {
            throw new UnknownConnectionException(name, names());
        }
        opened.close();
    }

    @Override
    public void reload(String name) {
        ConnectionName key = new ConnectionName(get(name).name());
        Lock lock = reloads.computeIfAbsent(key, any -> new ReentrantLock());
        lock.lock();
        try {
            if (configured.containsKey(key)) {
                made.put(key, reload.of(made(name)));
                loginTargets.changed();
            } else {
                runtimeConnections.replace(key, reload.of(openedAtRunTime(name)));
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public List<LoginTarget> targets() {
        return loginTargets.all();
    }

    @Override
    public @Nullable LoginTarget target(String name) {
        return loginTargets.named(name);
    }

    private List<LoginTarget> readTargets() {
        return configured.values().stream()
                .filter(ConfiguredConnection::isPerUser)
                .map(connection -> made(connection.name().value()))
                .map(made -> LoginTargets.of(made.configuration(), (Logins<?>) made.supervised()))
                .toList();
    }

    @Override
    public boolean isUnavailableResponse(String name) {
        return all().stream()
                .map(RegisteredConnection::configuration)
                .filter(connection -> connection.name().value().equals(name))
                .allMatch(connection -> connection.common().unavailableResponse());
    }

    /** What the environment holds at the moment. */
    public LiveEnvironment live() {
        return live;
    }

    /** What is known of each connection that is not made at run time. */
    public List<ConfiguredConnection> present() {
        List<ConfiguredConnection> present = new ArrayList<>();
        configured.forEach((name, connection) -> {
            RegisteredConnection<?> already = made.get(name);
            present.add((already != null) ? already.configuration() : connection);
        });
        return present;
    }

    /** Opens what is to be opened now, all at the same time; waits for those that are required. */
    @Override
    public void start() {
        running = true;
        made.forEach((name, connection) -> {
            if (connection.configuration().common().start() != StartMode.LAZY && hasOwnHandle(name)) {
                connection.supervised().open();
            }
        });
        made.forEach((name, connection) -> {
            if (connection.configuration().common().start() == StartMode.REQUIRED && hasOwnHandle(name)) {
                connection.handle().lease().close();
            }
        });
    }

    /** Whether the bean of a connection's handle is not replaced, by a mock of a test say. */
    private boolean hasOwnHandle(ConnectionName name) {
        return handles.contains(name) || !beanFactory.containsSingleton(name.camelCase());
    }

    /** Closes all resources. A connection that is used later, say by a bean that is destroyed, opens again. */
    @Override
    public void stop() {
        running = false;
        ParallelActions.run(all(), connection -> connection.supervised().suspend(), "suspend");
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Before everything that may use a connection, and stopped after it. */
    @Override
    public int getPhase() {
        return Integer.MIN_VALUE / 2;
    }

    private List<RegisteredConnection<?>> all() {
        List<RegisteredConnection<?>> all = new ArrayList<>(made.values());
        all.addAll(runtimeConnections.all());
        return all;
    }

    /** Closes all connections at the same time, so that one that hangs delays no other. */
    @Override
    public void destroy() {
        List<RegisteredConnection<?>> all = all();
        runtimeConnections.close();
        ParallelActions.run(all, RegisteredConnection::close, "close");
    }
}
