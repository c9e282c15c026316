package dev.connections.supervision;

import dev.connections.ConnectionState;
import dev.connections.cache.QueryCache;
import dev.connections.metrics.ResourceGauge;
import dev.connections.metrics.ResourceTimer;
import java.util.List;

/**
 * The management view of a connection for health, metrics and the endpoint. Its queries open nothing. Thread-safe.
 *
 * @param <R> the resource
 */
public interface Supervision<R> {

    /** Returns the connection's name, as configured. */
    String name();

    /** Returns the connection's type. */
    String type();

    /** Returns the current state. */
    ConnectionState state();

    /** Returns the current status, without contacting the target. */
    ConnectionStatus status();

    /** Returns the statistics. */
    SupervisionStatistics statistics();

    /** Returns the last state changes and failures. */
    ConnectionHistory history();

    /** Returns the gauges of the resource, for {@link #read}. */
    List<ResourceGauge<R>> gauges();

    /**
     * Returns the current value of a gauge, without contacting the target; 0 if there is no resource or no value.
     */
    long read(ResourceGauge<R> gauge);

    /** Returns the timers of the resource. */
    List<ResourceTimer> timers();

    /** Returns the query cache. */
    QueryCache cache();

    /**
     * Replaces the resource: the next use opens a fresh one, uses in flight finish on the old one, which is then
     * closed.
     */
    void reset();

    /** Opens the connection in the background, unless it is open or has been tried. Returns at once. */
    void open();

    /** Closes the resource after the calls in flight; it stays closed until the next call or {@link #open()}. */
    void suspend();

    /**
     * Closes the connection for good. New uses fail at once; uses in flight may finish within the close time-out, then
     * their resource is closed under their hands. Returns after twice that time-out at the latest, whatever
     * the factory does. Closing twice does nothing.
     */
    void close();
}
