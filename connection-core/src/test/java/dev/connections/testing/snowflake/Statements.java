package dev.connections.testing.snowflake;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** The statements in progress and the last ones that ended, by their ids. Safe for use by several threads. */
final class Statements {

    static final String IN_PROGRESS = "333333";

    static final String IN_PROGRESS_ASYNC = "333334";

    private static final int KEPT = 200;

    /** A statement that was sent: what became of it, and how it is ended. */
    record Execution(String id, String requestId, String sql, CompletableFuture<ObjectNode> answer, Abort abort) {}

    private final Executor executor;

    private final Map<String, Execution> executions = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Execution> eldest) {
            return size() > KEPT;
        }
    };

    private volatile Duration patience = Duration.ofSeconds(45);

    Statements(Executor executor) {
        this.executor = executor;
    }

    /** How long an answer may take until the driver is sent away to ask later. */
    void patience(Duration newPatience) {
        patience = newPatience;
    }

    /** Runs a statement, once however often the driver sends it. */
    ObjectNode run(String requestId, String sql, boolean async, StatementRun run) throws InterruptedException {
        Execution execution;
        synchronized (executions) {
            Optional<Execution> sent = byRequest(requestId);
            execution = sent.orElseGet(() -> new Execution(
                    UUID.randomUUID().toString(), requestId, sql, new CompletableFuture<>(), new Abort()));
            if (sent.isEmpty()) {
                executions.put(execution.id(), execution);
                executor.execute(() -> complete(execution, run));
            }
        }
        return async ? Json.inProgress(IN_PROGRESS_ASYNC, execution) : await(execution);
    }

    String newId() {
        return UUID.randomUUID().toString();
    }

    /** Keeps the result of a part of a script. */
    void done(String id, String sql, ObjectNode answer) {
        synchronized (executions) {
            executions.put(id, new Execution(id, "", sql, CompletableFuture.completedFuture(answer), new Abort()));
        }
    }

    private static void complete(Execution execution, StatementRun run) {
        try {
            execution.answer().complete(run.run(execution.id(), execution.abort()));
        } catch (Throwable ex) {
            execution.answer().completeExceptionally(ex);
        }
    }

    private Optional<Execution> byRequest(String requestId) {
        return executions.values().stream()
                .filter(execution -> execution.requestId().equals(requestId))
                .findFirst();
    }

    ObjectNode await(Execution execution) throws InterruptedException {
        try {
            return execution.answer().get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException ex) {
            return Json.inProgress(IN_PROGRESS, execution);
        } catch (ExecutionException ex) {
            throw new IllegalStateException(ex.getCause());
        }
    }

    @Nullable
    Execution byId(String id) {
        synchronized (executions) {
            return executions.get(id);
        }
    }

    /** How many statements have not ended. */
    int running() {
        synchronized (executions) {
            return (int) executions.values().stream()
                    .filter(execution -> !execution.answer().isDone())
                    .count();
        }
    }

    /** Statements that wait have waited long enough. */
    void resumeAll() {
        synchronized (executions) {
            executions.values().forEach(execution -> execution.abort().resume());
        }
    }

    /** Ends a statement; the driver names the request that it began with. */
    boolean abort(String requestId) {
        Optional<Execution> execution;
        synchronized (executions) {
            execution = byRequest(requestId);
        }
        execution.ifPresent(found -> found.abort().run());
        return execution.isPresent();
    }

    /** Runs a statement. */
    @FunctionalInterface
    interface StatementRun {

        ObjectNode run(String queryId, Abort abort);
    }
}
