package dev.connections.supervision;

import dev.connections.ConnectionState;
import dev.connections.cache.QueryCache;
import dev.connections.metrics.ResourceGauge;
import dev.connections.metrics.ResourceTimer;
import java.util.List;

/**
 * A connection as health, metrics and management see it, whoever uses it: its state, what has happened to it, and when it is
 * opened and closed. Looking at it opens nothing. Safe for use by several threads.
 *
 * @param <R> the resource
 */
public interface Supervision<R> {

    /** The connection's name, as configured. */
    String name();

    /** The connection's type. */
    String type();

    /** The present state. */
    ConnectionState state();

    /** What is known of the connection at this moment, without asking its target. */
    ConnectionStatus status();

    /** What has happened to the connection since it was made. */
    SupervisionStatistics statistics();

    /** The last changes of its state and its last failures. */
    ConnectionHistory history();

    /** What its resource counts of itself. Each can be given to {@link #read}. */
    List<ResourceGauge<R>> gauges();

    /** The present value of a figure, without asking the target; 0 while there is no resource, or while it cannot tell. */
    long read(ResourceGauge<R> gauge);

    /** What takes time in its resource. */
    List<ResourceTimer> timers();

    /** What has been read and is kept for a limited time. */
    QueryCache cache();

    /** Replaces the resource: the next use opens a fresh one, uses in flight finish on the old one, which is then closed. */
    void reset();

    /** Opens the connection in the background, unless it is open or has been tried. Returns at once. */
    void open();

    /**
     * Lets go of the resource: waits for uses in flight, closes it, and stays closed until the next use or {@link #open()}.
     * Callers who wait for it to open fail. For a checkpoint of the process, in which no socket may be open. Bounded as
     * {@link #close()}.
     */
    void suspend();

    /**
     * Closes the connection for good. New uses fail at once; uses in flight may finish within the close time-out, then
     * their resource is closed under their hands. Returns after twice that time-out at the latest, whatever
     * the factory does. Closing twice does nothing.
     */
    void close();
}
