package dev.connections.metrics;

import dev.connections.ConnectionFactory;
import java.util.function.ToLongFunction;
import java.util.regex.Pattern;

/**
 * Something that a resource can count of itself, such as how many of a pool's connections are in use. Shown in health and in
 * metrics.
 *
 * @param name what it counts, as {@code pool.active}: what it is of, a dot, and what is counted, in small letters. The metric
 *     is {@code connections.pool.active}
 * @param description a sentence without its full stop
 * @param value counts. Asked on any thread and at any time, even while the resource is being closed, so it must be a look at a
 *     counter: it must not wait, and must not ask the target
 * @param <R> the resource
 * @see ConnectionFactory#gauges
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
