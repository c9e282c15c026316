package dev.connections.supervision;

import static dev.connections.testing.Records.with;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.connections.ConnectionName;
import dev.connections.cache.CacheSettings;
import dev.connections.cache.QueryCache;
import dev.connections.credentials.CredentialsProvider;
import dev.connections.supervision.resilience.SupervisionRegistries;
import dev.connections.supervision.resilience.SupervisionSettings;
import dev.connections.supervision.resource.ConnectConfig;
import dev.connections.supervision.runtime.ModelRuntime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** A connection to a {@link ModelTarget}, in a time that goes on only when a test says so, and what its callers see. */
public final class Scene implements AutoCloseable {

    /** Those of a database. */
    public static final SupervisionSettings SETTINGS = SupervisionSettings.defaults()
            .withRecovery(with(SupervisionSettings.Recovery.defaults(), "eagerPeriod", Duration.ofMinutes(1)));

    static final Duration RIDE_OUT = SETTINGS.recovery().rideOut();

    public final SupervisionRegistries registries;

    public final ModelRuntime runtime;

    public final ModelTarget target;

    public final SupervisedConnection<ModelTarget.Resource> connection;

    private final Thread test = Thread.currentThread();

    final ListAppender<ILoggingEvent> log = new ListAppender<>() {

        @Override
        protected void append(ILoggingEvent event) {
            // the test itself runs the timers; connections of other tests may still be closing
            if (Thread.currentThread() == test || ModelRuntime.isStrand(Thread.currentThread())) {
                // takes the diagnostic context of now
                event.prepareForDeferredProcessing();
                super.append(event);
            }
        }
    };

    public Scene() {
        this(SETTINGS, null, SupervisionRegistries.create());
    }

    /** A scene with registries of its own. */
    public Scene(SupervisionRegistries registries) {
        this(SETTINGS, null, registries);
    }

    /** A scene with settings of its own. */
    public Scene(SupervisionSettings.Recovery recovery) {
        this(SETTINGS.withRecovery(recovery), null, SupervisionRegistries.create());
    }

    /** @param credentials who to open as */
    Scene(CredentialsProvider credentials) {
        this(SETTINGS, credentials, SupervisionRegistries.create());
    }

    private Scene(
            SupervisionSettings settings, @Nullable CredentialsProvider credentials, SupervisionRegistries registries) {
        this.registries = registries;
        Random random = new Random(1);
        this.runtime = new ModelRuntime(random);
        this.target = new ModelTarget(runtime, random);
        target.looksOneIn = 1;
        target.force = () -> true;
        this.connection = new SupervisedConnection<>(
                new ConnectionName("pet-db"),
                "model",
                ConnectConfig.of("pet-db", target.factory(), (credentials != null) ? credentials : target, settings),
                new QueryCache("pet-db", CacheSettings.defaults()),
                runtime,
                registries);
        runtime.locks.add(connection.lock());
        log.start();
        logger().setLevel(Level.INFO);
        logger().addAppender(log);
    }

    private static Logger logger() {
        return (Logger) LoggerFactory.getLogger(SupervisedConnection.class.getPackageName());
    }

    /** What was logged, as {@code LEVEL message}. */
    List<String> log() {
        return log.list.stream()
                .map(event -> event.getLevel() + " " + event.getFormattedMessage())
                .toList();
    }

    /** Lets time go on, and all that can happen meanwhile happen. */
    public void pass(Duration time) {
        Instant end = runtime.time().plus(time);
        settle();
        while (runtime.time().isBefore(end)) {
            runtime.advance(Duration.between(runtime.time(), end));
            settle();
        }
    }

    /** Lets all happen that can happen now. */
    void settle() {
        for (int steps = 0; runtime.step(); steps++) {
            if (steps > 100_000) {
                throw new AssertionError("It does not come to rest");
            }
        }
    }

    /** A call that returns at once, if it gets so far. */
    public Call call() {
        return call(resource -> {});
    }

    public Call call(Consumer<ModelTarget.Resource> use) {
        Call call = new Call(runtime.time());
        runtime.begin("call", () -> {
            try {
                call.served = connection.call(resource -> {
                    call.got = resource;
                    resource.users++;
                    try {
                        use.accept(resource);
                    } finally {
                        resource.users--;
                    }
                    return resource;
                });
            } catch (RuntimeException ex) {
                call.failure = ex;
            }
            call.took = Duration.between(call.begun, runtime.time());
        });
        settle();
        return call;
    }

    /** A call that lasts until the resource is closed under its hands. */
    Call callThatHangs() {
        return call(resource -> runtime.awaitUninterruptibly(() -> resource.closed > 0));
    }

    /** Does something that may block. */
    public Call run(Runnable work) {
        Call call = new Call(runtime.time());
        runtime.begin("run", () -> {
            try {
                work.run();
            } catch (RuntimeException ex) {
                call.failure = ex;
            }
            call.took = Duration.between(call.begun, runtime.time());
        });
        settle();
        return call;
    }

    @Override
    public void close() {
        logger().detachAppender(log);
        logger().setLevel(null);
        target.heal();
        run(connection::close);
        pass(Duration.ofMinutes(1));
        if (!runtime.unfinished().isEmpty() || runtime.scheduled() > 0) {
            throw new AssertionError("What is left: " + runtime.unfinished() + ", timers: " + runtime.scheduled());
        }
        for (ModelTarget.Resource resource : target.resources) {
            if (resource.closed != 1) {
                throw new AssertionError(resource + " was closed " + resource.closed + " times");
            }
        }
    }

    /** What a caller sees. */
    public static final class Call {

        private final Instant begun;

        ModelTarget.@Nullable Resource got;

        public ModelTarget.@Nullable Resource served;

        public @Nullable RuntimeException failure;

        /** How long it took; {@code null} while it lasts. */
        public @Nullable Duration took;

        private Call(Instant begun) {
            this.begun = begun;
        }
    }
}
