package dev.connections.autoconfigure.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.connections.ConnectionException;
import dev.connections.ConnectionFactory;
import dev.connections.ConnectionState;
import dev.connections.Connections;
import dev.connections.CredentialsRefusedException;
import dev.connections.ManagedConnection;
import dev.connections.autoconfigure.login.LoginConnections;
import dev.connections.login.CurrentLogins;
import dev.connections.login.LoginContext;
import dev.connections.login.LoginId;
import dev.connections.login.LoginRequest;
import dev.connections.login.LoginRequiredException;
import dev.connections.login.Logins;
import dev.connections.login.form.LoginFailedException;
import dev.connections.login.form.LoginFailure;
import dev.connections.login.form.LoginField;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

/**
 * The tests that every {@code ConnectionType} passes: recovery from an outage, one resource for all callers, no leaks,
 * reload, wrong credentials, logins of users and secrecy. A test class of the type extends it. Each test runs an
 * application with one connection. Its settings files are named {@code connection-type-contract}, such as
 * {@code connection-type-contract.properties}: those of the module are not read. {@code connect-timeout} is 30 s and
 * {@code recovery.check-timeout} is 10 s, unless these files or the target say otherwise.
 */
public abstract class ConnectionTypeContract {

    private static final String NAME = "contract";

    private static final String WRONG_SECRET = "wr0ng-s3cret";

    private static final int CALLERS = 20;

    private static final long PATIENCE_SECONDS = 60;

    private ContractTarget target;

    /** For JUnit. */
    @SuppressWarnings("NullAway.Init")
    protected ConnectionTypeContract() {}

    /** Starts the server that the connection leads to. */
    protected abstract ContractTarget startTarget() throws Exception;

    /** Returns the configuration classes that bring the type. None by default, for a type of an auto-configuration. */
    protected Class<?>[] configuration() {
        return new Class<?>[0];
    }

    /**
     * Uses the connection such that the server responds.
     *
     * @throws Exception if it does not respond: a {@link ConnectionException}, or an exception that is caused by
     *     one, when the connection is unavailable
     */
    protected abstract void use(ManagedConnection<?> connection) throws Exception;

    /**
     * Returns whether a resource that has been replaced is closed. By default, whether {@code isOpen} of its factory is
     * false.
     */
    protected boolean isClosed(ConnectionFactory<Object> factory, Object resource) throws Exception {
        return !factory.isOpen(resource);
    }

    @BeforeEach
    final void start() throws Exception {
        target = startTarget();
    }

    @AfterEach
    final void stop() throws Exception {
        target.close();
    }

    @Test
    protected void recoversFromAnOutage() throws Exception {
        try (ConfigurableApplicationContext context = application(Map.of("recovery.check-interval", "500ms"))) {
            ManagedConnection<?> connection = connection(context);
            use(connection);
            assertEquals(ConnectionState.UP, connection.state());
            target.stop();
            awaitOutage(connection);
            await("the state is DOWN", () -> connection.state() == ConnectionState.DOWN);
            target.start();
            await("the state is UP again without a call", () -> connection.state() == ConnectionState.UP);
            use(connection);
        }
    }

    @Test
    protected void opensOneResourceForAllCallers() throws Exception {
        try (ConfigurableApplicationContext context = application(Map.of("start", "lazy"))) {
            ManagedConnection<?> connection = connection(context);
            CountDownLatch together = new CountDownLatch(CALLERS);
            ExecutorService callers = Executors.newFixedThreadPool(CALLERS);
            try {
                List<Future<Object>> resources = new ArrayList<>();
                for (int i = 0; i < CALLERS; i++) {
                    resources.add(callers.submit(() -> {
                        together.countDown();
                        together.await();
                        return resource(connection);
                    }));
                }
                Set<Object> distinct = Collections.newSetFromMap(new IdentityHashMap<>());
                for (Future<Object> resource : resources) {
                    distinct.add(resource.get(PATIENCE_SECONDS, TimeUnit.SECONDS));
                }
                assertEquals(1, distinct.size(), "resources of " + CALLERS + " callers");
            } finally {
                callers.shutdownNow();
            }
        }
    }

    @Test
    protected void closesWhatItOpened() throws Exception {
        Object last;
        ConnectionFactory<Object> factory;
        try (ConfigurableApplicationContext context = application(Map.of())) {
            ManagedConnection<?> connection = connection(context);
            factory = factory(context);
            use(connection);
            Object first = resource(connection);
            connection.reset();
            use(connection);
            last = resource(connection);
            assertNotSame(first, last, "the resource after a reset");
            await("the resource before the reset is closed", () -> isClosed(factory, first));
        }
        await("the resource is closed with the application", () -> isClosed(factory, last));
    }

    @Test
    protected void staysUsableWhenReloaded() throws Exception {
        try (ConfigurableApplicationContext context = application(Map.of())) {
            ManagedConnection<?> connection = connection(context);
            use(connection);
            Object before = resource(connection);
            context.getBean(Connections.class).reload(NAME);
            use(connection);
            assertNotSame(before, resource(connection), "the resource after a reload");
            assertSame(connection, connection(context), "the handle after a reload");
            await("the resource before the reload is closed", () -> isClosed(factory(context), before));
        }
    }

    @Test
    protected void refusesWrongCredentials() throws Exception {
        try (ConfigurableApplicationContext context = application(Map.of("start", "lazy", "password", WRONG_SECRET))) {
            Assumptions.assumeTrue(factory(context).authenticates(), "the type does not authenticate");
            ManagedConnection<?> connection = connection(context);
            Exception failure = assertThrows(Exception.class, () -> use(connection));
            CredentialsRefusedException refusal = assertCause(CredentialsRefusedException.class, failure);
            assertEquals(NAME, refusal.connectionName(), "the connection of the CredentialsRefusedException");
            assertEquals(ConnectionState.REFUSED, connection.state());
            assertSecret(failure);
        }
    }

    /**
     * The type has to authenticate. The user enters the settings {@code username} and {@code password} of the target.
     */
    @Test
    protected void eachUserLogsIn() throws Exception {
        try (ConfigurableApplicationContext context = application(Map.of("start", "lazy"))) {
            Assumptions.assumeTrue(factory(context).authenticates(), "the type does not authenticate");
        }
        Map<String, String> settings = new LinkedHashMap<>(target.settings());
        settings.keySet().removeAll(Set.of("username", "password"));
        settings.put("login.enabled", "true");
        try (ConfigurableApplicationContext context = run(settings)) {
            ManagedConnection<?> connection = connection(context);
            Logins<?> logins = Objects.requireNonNull(
                            context.getBean(LoginConnections.class).target(NAME))
                    .logins();
            assertThrows(LoginRequiredException.class, () -> use(connection), "a call without a login");
            LoginFailedException refused =
                    assertThrows(LoginFailedException.class, () -> logIn(logins, LoginId.random(), WRONG_SECRET));
            assertEquals(LoginFailure.REFUSED, refused.failure(), "a login with a wrong password");
            assertSecret(refused);
            LoginId login = LoginId.random();
            logIn(logins, login, Objects.requireNonNull(target.settings().get("password"), "password"));
            asUser(login, () -> use(connection));
            asUser(LoginId.random(), () -> assertThrows(LoginRequiredException.class, () -> use(connection)));
            logins.close(login);
            asUser(login, () -> assertThrows(LoginRequiredException.class, () -> use(connection), "after the logout"));
        }
    }

    private void logIn(Logins<?> logins, LoginId id, String password) {
        Map<String, char[]> entered = new LinkedHashMap<>();
        for (LoginField field : logins.form().fields()) {
            String value = target.settings().getOrDefault(field.name(), field.initial());
            if (field.isCredential()) {
                value = LoginField.isSecret(field.name())
                        ? password
                        : target.settings().getOrDefault("username", "");
            }
            entered.put(field.name(), value.toCharArray());
        }
        logins.open(new LoginRequest(id, entered, "127.0.0.1", null));
    }

    private static void asUser(LoginId login, Executable action) throws Exception {
        CurrentLogins before = LoginContext.set(new OneLogin(login));
        try {
            action.execute();
        } catch (Exception | Error ex) {
            throw ex;
        } catch (Throwable ex) {
            throw new IllegalStateException(ex);
        } finally {
            LoginContext.set(before);
        }
    }

    @Test
    protected void keepsTheSecret() throws Exception {
        try (ConfigurableApplicationContext context = application(Map.of("start", "lazy", "password", WRONG_SECRET))) {
            ManagedConnection<?> connection = connection(context);
            assertFalse(connection.toString().contains(WRONG_SECRET), "the secret is in toString() of the handle");
            assertFalse(
                    factory(context).toString().contains(WRONG_SECRET), "the secret is in toString() of the factory");
            target.stop();
            awaitOutage(connection);
        }
    }

    /**
     * The first calls may still meet a server that is stopping, and fail as the client does. No failure may show the
     * secret.
     */
    private void awaitOutage(ManagedConnection<?> connection) throws Exception {
        await("calls fail with a ConnectionException while the server is down", () -> {
            try {
                use(connection);
                return false;
            } catch (Exception ex) {
                assertSecret(ex);
                return cause(ConnectionException.class, ex) != null;
            }
        });
    }

    private static <X extends Exception> X assertCause(Class<X> type, Exception failure) {
        X cause = cause(type, failure);
        assertNotNull(cause, () -> "a failure is, or is caused by, " + type.getName() + ": " + failure);
        return Objects.requireNonNull(cause);
    }

    /** Handles may translate exceptions. */
    private static <X extends Exception> @Nullable X cause(Class<X> type, Exception failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return type.cast(cause);
            }
        }
        return null;
    }

    private static void assertSecret(Exception failure) {
        StringWriter trace = new StringWriter();
        failure.printStackTrace(new PrintWriter(trace));
        assertFalse(trace.toString().contains(WRONG_SECRET), "the secret is in the messages of a failure");
    }

    private ConfigurableApplicationContext application(Map<String, String> more) {
        Map<String, String> settings = new LinkedHashMap<>(target.settings());
        settings.putAll(more);
        return run(settings);
    }

    private ConfigurableApplicationContext run(Map<String, String> settings) {
        List<Class<?>> sources = new ArrayList<>(List.of(configuration()));
        sources.add(Application.class);
        return new SpringApplicationBuilder(sources.toArray(Class<?>[]::new))
                .web(WebApplicationType.NONE)
                .properties(
                        "spring.config.name=connection-type-contract",
                        // on a busy machine a server may need longer than usual
                        "connections.defaults.connect-timeout=30s",
                        "connections.defaults.recovery.check-timeout=10s")
                .run(settings.entrySet().stream()
                        .map(setting -> "--connections." + NAME + "." + setting.getKey() + "=" + setting.getValue())
                        .toArray(String[]::new));
    }

    private static ManagedConnection<?> connection(ConfigurableApplicationContext context) {
        return context.getBean(Connections.class).get(NAME);
    }

    @SuppressWarnings("unchecked")
    private static ConnectionFactory<Object> factory(ConfigurableApplicationContext context) {
        return (ConnectionFactory<Object>) context.getBean(NAME + "ConnectionFactory", ConnectionFactory.class);
    }

    private static Object resource(ManagedConnection<?> connection) {
        return connection.<Object, RuntimeException>call(resource -> resource);
    }

    private static void await(String what, Callable<Boolean> condition) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!condition.call()) {
            assertTrue(System.nanoTime() < end, () -> "Not within " + PATIENCE_SECONDS + " s: " + what);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
    }

    /** The user of a test has one login. */
    private record OneLogin(LoginId login) implements CurrentLogins {

        @Override
        public LoginId of(String connection) {
            return login;
        }

        @Override
        public @Nullable String principal() {
            return null;
        }

        @Override
        public CurrentLogins copy() {
            return this;
        }
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Application {}
}
