package dev.connections.supervision;

import dev.connections.ConnectionFactory;
import dev.connections.credentials.Credentials;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A factory whose attempts wait at a gate, and that keeps count. */
final class Sockets implements ConnectionFactory<Socket> {

    final AtomicInteger connects = new AtomicInteger();

    /** Attempts that were not interrupted. */
    final AtomicInteger opened = new AtomicInteger();

    final Set<Integer> closed = ConcurrentHashMap.newKeySet();

    final Set<Integer> closedTwice = ConcurrentHashMap.newKeySet();

    final CountDownLatch entered = new CountDownLatch(1);

    volatile CountDownLatch gate = new CountDownLatch(0);

    volatile Exception failure;

    volatile boolean openAtFirst = true;

    volatile boolean ignoreInterrupts;

    volatile boolean hangOnClose;

    @Override
    public Socket connect(Credentials credentials) throws Exception {
        int id = connects.incrementAndGet();
        CountDownLatch gate = this.gate;
        entered.countDown();
        while (!pass(gate)) {
            Thread.onSpinWait();
        }
        if (failure != null) {
            throw failure;
        }
        opened.incrementAndGet();
        return new Socket(id, openAtFirst);
    }

    private boolean pass(CountDownLatch gate) throws InterruptedException {
        try {
            gate.await();
            return true;
        } catch (InterruptedException ex) {
            if (ignoreInterrupts) {
                return false;
            }
            throw ex;
        }
    }

    @Override
    public boolean isOpen(Socket socket) {
        return socket.open;
    }

    @Override
    public void close(Socket socket) throws Exception {
        if (hangOnClose) {
            gate.await();
        }
        if (!closed.add(socket.id)) {
            closedTwice.add(socket.id);
        }
    }

    boolean awaitClosed(int id) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (!closed.contains(id) && System.nanoTime() < deadline) {
            Thread.yield();
        }
        return closed.contains(id);
    }
}
