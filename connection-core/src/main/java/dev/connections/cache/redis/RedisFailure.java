package dev.connections.cache.redis;

import java.util.Objects;

/** Redis has not answered, not in time, or with an error. Nobody sees it but this package. */
final class RedisFailure extends Exception {

    private static final long serialVersionUID = 1L;

    RedisFailure(String message, Throwable cause) {
        super(message, cause, false, false);
    }

    static RedisFailure of(Throwable cause) {
        return new RedisFailure(Objects.toString(cause.getMessage(), cause.toString()), cause);
    }
}
