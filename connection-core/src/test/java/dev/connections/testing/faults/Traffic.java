package dev.connections.testing.faults;

import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/** What may pass through a proxy at the moment, and what has passed. Every change wakes whoever waits. */
final class Traffic {

    private final Lock lock = new ReentrantLock();

    private final Condition changed = lock.newCondition();

    private final Set<Direction> swallowed = EnumSet.noneOf(Direction.class);

    private final Map<Direction, Long> bytes = new EnumMap<>(Direction.class);

    private Duration delay = Duration.ZERO;

    /** Changes whatever waiting depends on. */
    void change(Runnable change) {
        lock.lock();
        try {
            change.run();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    void swallow(Set<Direction> directions) {
        change(() -> swallowed.addAll(directions));
    }

    void delay(Duration newDelay) {
        change(() -> delay = newDelay);
    }

    void heal() {
        change(() -> {
            swallowed.clear();
            delay = Duration.ZERO;
        });
    }

    void count(Direction direction, int read) {
        change(() -> bytes.merge(direction, (long) read, Long::sum));
    }

    long bytes(Direction direction) {
        lock.lock();
        try {
            return bytes.getOrDefault(direction, 0L);
        } finally {
            lock.unlock();
        }
    }

    boolean isSwallowing() {
        lock.lock();
        try {
            return !swallowed.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    /** Waits until what arrived just now may go on: for the end of the delay, and for as long as packets are swallowed. */
    void awaitPassage(Direction direction, BooleanSupplier abandoned) throws InterruptedIOException {
        long arrived = System.nanoTime();
        lock.lock();
        try {
            while (!abandoned.getAsBoolean()) {
                long left = arrived + delay.toNanos() - System.nanoTime();
                if (swallowed.contains(direction)) {
                    changed.await();
                } else if (left > 0) {
                    changed.await(left, TimeUnit.NANOSECONDS);
                } else {
                    return;
                }
            }
        } catch (InterruptedException ex) {
            throw interrupted();
        } finally {
            lock.unlock();
        }
    }

    /** Waits for the end of a fault. */
    void awaitEnd(BooleanSupplier fault, BooleanSupplier abandoned) throws InterruptedIOException {
        lock.lock();
        try {
            while (fault.getAsBoolean() && !abandoned.getAsBoolean()) {
                changed.await();
            }
        } catch (InterruptedException ex) {
            throw interrupted();
        } finally {
            lock.unlock();
        }
    }

    private static InterruptedIOException interrupted() {
        Thread.currentThread().interrupt();
        return new InterruptedIOException("Interrupted while packets were held up");
    }

    /** Waits for a condition that some change brings about; whether it holds in the end. */
    boolean await(BooleanSupplier condition, Duration atMost) throws InterruptedException {
        long left = atMost.toNanos();
        lock.lock();
        try {
            while (!condition.getAsBoolean()) {
                if (left <= 0) {
                    return false;
                }
                left = changed.awaitNanos(left);
            }
            return true;
        } finally {
            lock.unlock();
        }
    }
}
