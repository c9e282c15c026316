package dev.connections.cache;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicLong;

/** Time that passes when a test says so, and loads in the background that run when it says so. */
final class ManualRuntime implements CacheRuntime {

    private final AtomicLong now = new AtomicLong(1_000_000_000_000L);

    private final PriorityQueue<Task> tasks = new PriorityQueue<>(Comparator.comparingLong(Task::due));

    final Queue<Runnable> loads = new ArrayDeque<>();

    boolean busy;

    @Override
    public long nanoTime() {
        return now.get();
    }

    @Override
    public synchronized void schedule(Runnable task, long delayNanos) {
        tasks.add(new Task(task, now.get() + delayNanos));
    }

    @Override
    public synchronized boolean tryExecute(Runnable load) {
        return !busy && loads.add(load);
    }

    void pass(Duration time) {
        long end = now.get() + time.toNanos();
        for (Task task = due(end); task != null; task = due(end)) {
            now.set(Math.max(now.get(), task.due));
            task.work.run();
        }
        now.set(end);
    }

    private synchronized Task due(long end) {
        return (!tasks.isEmpty() && tasks.peek().due <= end) ? tasks.poll() : null;
    }

    /** Runs all loads that wait. */
    int load() {
        int count = 0;
        for (Runnable load = loads.poll(); load != null; load = loads.poll()) {
            load.run();
            count++;
        }
        return count;
    }

    synchronized int scheduled() {
        return tasks.size();
    }

    private record Task(Runnable work, long due) {}
}
