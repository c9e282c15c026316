package dev.connections.login;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Time that goes on when a test says so, and nobody is kept waiting; threads are real ones. */
final class ManualLoginRuntime implements LoginRuntime {

    private final List<Task> tasks = new ArrayList<>();

    private final List<Duration> pauses = new ArrayList<>();

    private long nanos;

    @Override
    public synchronized long nanoTime() {
        return nanos;
    }

    @Override
    public synchronized void pause(Duration duration) {
        pauses.add(duration);
    }

    @Override
    public synchronized Repeated repeat(Duration interval, Runnable work) {
        Task task = new Task(interval, nanos + interval.toNanos(), work);
        tasks.add(task);
        return () -> {
            synchronized (this) {
                tasks.removeIf(each -> each.work == work);
            }
        };
    }

    @Override
    public void start(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }

    /** How long callers would have been kept. */
    synchronized List<Duration> pauses() {
        return List.copyOf(pauses);
    }

    /** How many tasks are run again and again. */
    synchronized int repeated() {
        return tasks.size();
    }

    /** Lets time go on, and runs what falls due on the way. */
    void advance(Duration time) {
        long until = nanoTime() + time.toNanos();
        for (Task due = takeDue(until); due != null; due = takeDue(until)) {
            due.work.run();
        }
        synchronized (this) {
            nanos = until;
        }
    }

    private synchronized Task takeDue(long until) {
        for (Task task : tasks) {
            if (task.at <= until) {
                nanos = Math.max(nanos, task.at);
                tasks.remove(task);
                tasks.add(new Task(task.interval, task.at + task.interval.toNanos(), task.work));
                return task;
            }
        }
        return null;
    }

    private record Task(Duration interval, long at, Runnable work) {}
}
