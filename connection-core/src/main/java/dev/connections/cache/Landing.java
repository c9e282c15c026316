package dev.connections.cache;

import org.jspecify.annotations.Nullable;

/**
 * How a load ended: with a result, with a failure, or given up by its caller, so that those who wait must load themselves.
 *
 * @param entry the result, whether it is kept or not
 * @param failure why there is none
 */
record Landing(@Nullable Entry entry, @Nullable Throwable failure) {

    static final Landing GIVEN_UP = new Landing(null, null);

    static Landing of(Entry entry) {
        return new Landing(entry, null);
    }

    static Landing failed(Throwable failure) {
        return new Landing(null, failure);
    }
}
