package dev.connections.metrics;

import java.util.function.ToLongFunction;
import java.util.regex.Pattern;

/**
 * A gauge of a resource, such as the number of active connections of a pool. Shown in health and in metrics.
 *
 * @param name a subject, a dot and a quantity in small letters, such as {@code pool.active}; the metric is {@code
 *     connections.pool.active}
 * @param description a sentence without its full stop
 * @param value returns the current value. Called on any thread at any time, even while the resource is being
 *     closed, so it must read a counter without blocking or contacting the target
 * @param <R> the resource
 * @see dev.connections.ConnectionFactory#gauges
 */
public record ResourceGauge<R>(String name, String description, ToLongFunction<? super R> value) {

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]*(\\.[a-z][a-z0-9]*)+");

    /** @throws IllegalArgumentException if the name is none */
    public ResourceGauge {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("'" + name + "' does not name a gauge: it must be words of small letters"
                    + " and digits with dots between them, and at least two, as in 'pool.active'");
        }
    }
}
