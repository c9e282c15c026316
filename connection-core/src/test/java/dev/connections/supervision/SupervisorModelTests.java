package dev.connections.supervision;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dev.connections.ConnectionException;
import dev.connections.ConnectionName;
import dev.connections.ConnectionState;
import dev.connections.ConnectionUnavailableException;
import dev.connections.supervision.ModelTarget.Mood;
import dev.connections.supervision.ModelTarget.Resource;
import dev.connections.supervision.resilience.SupervisionSettings;
import dev.connections.supervision.runtime.ManualRuntime;
import dev.connections.supervision.runtime.ModelRuntime;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.LoggerFactory;

/** Random sequences of events, in random interleavings of all threads and timers, each made again from its seed. */
@Timeout(120)
class SupervisorModelTests {

    private static final long FIRST_SEED = Long.getLong("model.seed", 1);

    private static final int RUNS = Integer.getInteger("model.runs", 2000);

    private static final Logger logger = (Logger) LoggerFactory.getLogger(SupervisedConnection.class.getPackageName());

    @BeforeAll
    static void logNothing() {
        logger.setLevel(Level.OFF);
    }

    @AfterAll
    static void logAgain() {
        logger.setLevel(null);
    }

    @Test
    void whateverHappensInWhateverOrderEveryPromiseIsKept() {
        for (long seed = FIRST_SEED; seed < FIRST_SEED + RUNS; seed++) {
            Run run = new Run(seed);
            try {
                run.all();
            } catch (Throwable ex) {
                throw new AssertionError(
                        "With -Dmodel.seed=" + seed + " -Dmodel.runs=1: " + ex.getMessage() + "\n" + run.story, ex);
            }
        }
    }

    private static final class Run {

        private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(2);

        private static final SupervisionSettings SETTINGS =
                SupervisionSettings.defaults().withTimeouts(Duration.ofSeconds(5), CLOSE_TIMEOUT);

        final StringBuilder story = new StringBuilder();

        private final Random random;

        private final ModelRuntime runtime;

        private final ModelTarget target;

        private final SupervisedConnection<Resource> connection;

        private int lettingGo;

        /** Whether time went on while a check's thread did not get ahead, which looks like a target that does not answer. */
        private boolean checkWasSlow;

        private boolean closed;

        private Instant wellSince = Instant.MAX.minusSeconds(10);

        private String lastSecret = "";

        private int disturbances;

        Run(long seed) {
            this.random = new Random(seed);
            this.runtime = new ModelRuntime(random);
            this.target = new ModelTarget(runtime, random);
            this.connection = new SupervisedConnection<>(
                    new ConnectionName("model"), "model", target.factory(), target, SETTINGS, runtime);
            runtime.locks.add(connection.lock());
            target.force = () -> lettingGo > 0 || checkWasSlow;
        }

        void all() {
            runtime.unstartable = (random.nextInt(4) == 0) ? 10 : 0;
            int events = 5 + random.nextInt(40);
            while (events > 0) {
                int dice = random.nextInt(100);
                if (dice < 12) {
                    event();
                    events--;
                } else if (dice < 20) {
                    checkWasSlow |= target.questions > 0
                            || runtime.unfinished().stream().anyMatch(name -> name.endsWith("-check"));
                    runtime.advance(Duration.ofMillis(random.nextInt(700)));
                } else if (!runtime.step()) {
                    runtime.advance(Duration.ofMillis(random.nextInt(700)));
                }
            }
            runtime.unstartable = 0;
            target.heal();
            tell("well again");
            wellSince = runtime.time();
            letTimePass(Duration.ofMinutes(2), this::isAtRest);
            assertThat(runtime.unfinished()).as("what hangs").isEmpty();
            if (!closed) {
                assertThat(connection.state())
                        .as("the state when all is well again")
                        .isIn(ConnectionState.UP, ConnectionState.NEW);
                call(true);
                letTimePass(Duration.ofSeconds(10), () -> false);
                call(true);
                letTimePass(Duration.ofMinutes(1), this::isAtRest);
                assertThat(connection.state()).isEqualTo(ConnectionState.UP);
                assertThat(lastSecret).as("the credentials in use").isEqualTo(target.provided());
            }
            letGo("close", connection::close);
            letTimePass(Duration.ofMinutes(1), () -> false);
            assertThat(runtime.unfinished()).as("what hangs after the end").isEmpty();
            assertThat(runtime.scheduled()).as("timers after the end").isZero();
            assertThat(target.resources).allSatisfy(resource -> assertThat(resource.closed)
                    .as("closings of %s", resource)
                    .isEqualTo(1));
        }

        private boolean isAtRest() {
            return runtime.unfinished().isEmpty()
                    && (connection.state() == ConnectionState.UP || connection.state() == ConnectionState.NEW);
        }

        private void letTimePass(Duration atMost, BooleanSupplier enough) {
            Instant end = runtime.now().plus(atMost);
            for (int steps = 0; runtime.now().isBefore(end) && !enough.getAsBoolean(); steps++) {
                assertThat(steps).as("steps without coming to rest").isLessThan(20_000);
                if (!runtime.step()) {
                    runtime.advance(Duration.between(runtime.now(), end));
                }
            }
        }

        private void event() {
            int dice = random.nextInt(100);
            if (dice < 40) {
                call(false);
            } else if (dice < 48) {
                tell("break");
                target.breakAll();
            } else if (dice < 54) {
                connecting(anyMood());
            } else if (dice < 58) {
                target.answering = anyMood();
                tell("isAlive " + target.answering);
            } else if (dice < 62) {
                target.lookingOpen = anyMood();
                tell("isOpen " + target.lookingOpen);
            } else if (dice < 65) {
                target.providing = anyMood();
                tell("provider " + target.providing);
            } else if (dice < 67) {
                target.closing = anyMood();
                tell("close " + target.closing);
            } else if (dice < 72) {
                tell("well");
                target.heal();
            } else if (dice < 82) {
                background("reset", this::reset);
            } else if (dice < 86) {
                background("reload", this::reload);
            } else if (dice < 90) {
                tell("credentials change");
                target.changeCredentials(random.nextInt(3) > 0, random.nextBoolean());
            } else if (dice < 92) {
                tell("credentials are refused");
                target.refuse();
            } else if (dice < 97) {
                background("open", connection::open);
            } else if (dice < 99) {
                letGo("suspend", connection::suspend);
            } else {
                closed = true;
                letGo("close", connection::close);
            }
        }

        private void connecting(Mood mood) {
            target.connecting = mood;
            tell("connect " + mood);
        }

        private Mood anyMood() {
            return random.nextBoolean() ? Mood.WELL : Mood.values()[random.nextInt(Mood.values().length)];
        }

        private void reset() {
            disturbances++;
            target.forgetRefusal();
            int number = ++target.resets;
            connection.reset();
            target.lastReset = Math.max(target.lastReset, number);
            target.forgetRefusal();
        }

        private void reload() {
            disturbances++;
            try {
                connection.reload(target.factory(), target, SETTINGS);
            } catch (ConnectionException ex) {
                tell("reload: " + ex.getMessage());
            }
        }

        /** Closes or suspends: if it did not give up waiting, nothing is open that was before. */
        private void letGo(String name, Runnable end) {
            background(name, () -> {
                int before = target.resources.size();
                Instant begun = runtime.now();
                lettingGo++;
                disturbances++;
                target.forgetRefusal();
                boolean first = connection.state() != ConnectionState.CLOSED;
                end.run();
                lettingGo--;
                if (first && runtime.now().isBefore(begun.plus(CLOSE_TIMEOUT))) {
                    assertThat(target.resources.subList(0, before))
                            .as("what was open at the time of %s", name)
                            .allMatch(resource -> resource.closed == 1);
                }
            });
        }

        private void call(boolean mustSucceed) {
            int steps = random.nextInt(4);
            boolean fails = random.nextInt(8) == 0;
            boolean isLong = random.nextInt(12) == 0;
            background("call", () -> {
                int resets = target.lastReset;
                int disturbancesBefore = disturbances;
                Instant begun = runtime.now();
                try {
                    connection.run(resource -> {
                        assertThat(resource.resetsBefore)
                                .as("resets before %s, which a caller got who came after %d", resource, resets)
                                .isGreaterThanOrEqualTo(resets);
                        use(resource, steps, isLong, fails);
                    });
                } catch (IllegalStateException ex) {
                    assertThat(fails).isTrue();
                } catch (ConnectionException ex) {
                    tell("call: " + ex.getMessage());
                    assertThat(mustSucceed)
                            .as("the failure of a call when all is well: %s", ex.getMessage())
                            .isFalse();
                    if (ex instanceof ConnectionUnavailableException && ex.getCause() instanceof TimeoutException) {
                        assertNobodyWaitedInVain(begun, disturbancesBefore);
                    }
                }
            });
        }

        private void use(Resource resource, int steps, boolean isLong, boolean fails) {
            lastSecret = resource.secret;
            resource.users++;
            try {
                for (int i = 0; i < steps; i++) {
                    runtime.pause();
                }
                if (isLong) {
                    Instant end = runtime.now().plusSeconds(5);
                    runtime.awaitUninterruptibly(() -> !runtime.time().isBefore(end) || resource.closed > 0);
                }
            } finally {
                resource.users--;
            }
            if (fails) {
                throw new IllegalStateException("the call itself fails");
            }
        }

        private void assertNobodyWaitedInVain(Instant begun, int disturbancesBefore) {
            assertThat(runtime.time()).as("when a caller who waits is given up").isBefore(wellSince.plusSeconds(2));
            ConnectionStatus status = connection.status();
            boolean wasUp =
                    status.state() == ConnectionState.UP && status.since().isBefore(begun);
            assertThat(wasUp && disturbances == disturbancesBefore)
                    .as("the connection was up all the time that a caller waited for it")
                    .isFalse();
        }

        private void background(String name, Runnable work) {
            tell(name);
            runtime.begin(name, work);
        }

        private void tell(String event) {
            story.append(Duration.between(ManualRuntime.START, runtime.time()).toMillis())
                    .append(" ms, ")
                    .append(connection.state())
                    .append(": ")
                    .append(event)
                    .append('\n');
        }
    }
}
