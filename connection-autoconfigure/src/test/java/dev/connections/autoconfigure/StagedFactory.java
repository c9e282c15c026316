package dev.connections.autoconfigure;

import dev.connections.ConnectionFactory;
import dev.connections.credentials.Credentials;
import dev.connections.metrics.ResourceGauge;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** A factory with scripted results, which counts the requests to its target. */
public final class StagedFactory implements ConnectionFactory<AtomicInteger> {

    public final AtomicInteger asked = new AtomicInteger();

    public final CountDownLatch released = new CountDownLatch(1);

    private volatile boolean hanging;

    private volatile Exception failure;

    /** Opening hangs until it is {@link #released}. */
    public StagedFactory hanging() {
        hanging = true;
        return this;
    }

    /** Opening fails, or if {@code null} succeeds. */
    public StagedFactory failing(Exception with) {
        failure = with;
        return this;
    }

    @Override
    public AtomicInteger connect(Credentials credentials) throws Exception {
        asked.incrementAndGet();
        if (hanging) {
            released.await();
        }
        if (failure != null) {
            throw failure;
        }
        return new AtomicInteger();
    }

    @Override
    public boolean isOpen(AtomicInteger resource) {
        return true;
    }

    @Override
    public boolean isAlive(AtomicInteger resource) {
        asked.incrementAndGet();
        return true;
    }

    @Override
    public List<ResourceGauge<AtomicInteger>> gauges() {
        return List.of(new ResourceGauge<>("parcels.sent", "Parcels that were sent", AtomicInteger::get));
    }

    @Override
    public void close(AtomicInteger resource) {}
}
