package dev.connections.login;

import dev.connections.DurationText;
import dev.connections.supervision.SupervisedConnection;
import dev.connections.supervision.runtime.SupervisorRuntime;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Closes connections in the background, so that a close that hangs blocks no other. Thread-safe. */
final class LoginCloser {

    private static final Logger logger = LoggerFactory.getLogger(LoginCloser.class);

    private final String name;

    private final SupervisorRuntime runtime;

    private final Set<CompletableFuture<Void>> closing = ConcurrentHashMap.newKeySet();

    LoginCloser(String name, SupervisorRuntime runtime) {
        this.name = name;
        this.runtime = runtime;
    }

    /** @param closed run when everything is closed */
    void close(SupervisedConnection<?> connection, Runnable closed) {
        CompletableFuture<Void> end = new CompletableFuture<>();
        closing.add(end);
        runtime.start("connection-" + name + "-logout", () -> {
            // it may outlive the application whose thread happened to start it
            Thread.currentThread().setContextClassLoader(LoginCloser.class.getClassLoader());
            try {
                connection.close();
            } catch (RuntimeException ex) {
                logger.warn("A login to connection '{}' failed to close", name, ex);
            } finally {
                closed.run();
                closing.remove(end);
                end.complete(null);
            }
        });
    }

    /** How long closing one may take: for its users, and then for itself. */
    static Duration bound(Duration closeTimeout) {
        return closeTimeout.multipliedBy(2);
    }

    /** Waits until everything is closed, or for as long as closing one may take. */
    void await(Duration closeTimeout) {
        Duration bound = bound(closeTimeout);
        try {
            CompletableFuture.allOf(closing.toArray(CompletableFuture[]::new))
                    .get(bound.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
        } catch (TimeoutException ex) {
            logger.warn("Logins to connection '{}' did not close within {}", name, DurationText.of(bound));
        } catch (ExecutionException ex) {
            throw new IllegalStateException("Closing never fails", ex);
        }
    }
}
