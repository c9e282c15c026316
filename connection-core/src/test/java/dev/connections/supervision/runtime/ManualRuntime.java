package dev.connections.supervision.runtime;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Time that goes on when a test says so; threads are real ones. */
public class ManualRuntime implements SupervisorRuntime {

    public static final Instant START = Instant.parse("2026-11-21T12:00:00Z");

    private final List<Task> tasks = new ArrayList<>();

    private long nanos;

    @Override
    public synchronized Instant now() {
        return START.plusNanos(nanos);
    }

    @Override
    public synchronized long nanoTime() {
        return nanos;
    }

    @Override
    public double random() {
        return 0;
    }

    @Override
    public synchronized Scheduled schedule(Duration delay, Runnable work) {
        Task task = new Task(nanos + delay.toNanos(), work);
        tasks.add(task);
        return () -> {
            synchronized (this) {
                tasks.remove(task);
            }
        };
    }

    @Override
    public Thread start(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    @Override
    public void await(CompletableFuture<@Nullable Void> event, Duration timeout)
            throws InterruptedException, TimeoutException {
        CompletableFuture<Boolean> happened = event.thenApply(nothing -> true);
        Scheduled bound = schedule(timeout, () -> happened.complete(false));
        try {
            if (!happened.get()) {
                throw new TimeoutException();
            }
        } catch (ExecutionException ex) {
            throw new IllegalStateException(ex);
        } finally {
            bound.cancel();
        }
    }

    /** Lets time go on, and runs what falls due on the way, in order. */
    public void advance(Duration time) {
        long until = nanoTime() + time.toNanos();
        for (Optional<Task> due = nextDue(until); due.isPresent(); due = nextDue(until)) {
            due.get().work().run();
        }
        synchronized (this) {
            nanos = until;
        }
    }

    private synchronized Optional<Task> nextDue(long until) {
        Optional<Task> due = tasks.stream().filter(task -> task.at() <= until).min(Comparator.comparingLong(Task::at));
        due.ifPresent(task -> {
            tasks.remove(task);
            nanos = Math.max(nanos, task.at());
        });
        return due;
    }

    /** How many tasks are scheduled. */
    public synchronized int scheduled() {
        return tasks.size();
    }

    private record Task(long at, Runnable work) {}
}
