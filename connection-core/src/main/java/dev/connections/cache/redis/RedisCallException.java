package dev.connections.cache.redis;

import java.util.Objects;

/** Redis has not answered, not in time, or with an error. Nobody sees it but this package. */
final class RedisCallException extends Exception {

    private static final long serialVersionUID = 1L;

    RedisCallException(String message, Throwable cause) {
        super(message, cause, false, false);
    }

    static RedisCallException of(Throwable cause) {
        return new RedisCallException(Objects.toString(cause.getMessage(), cause.toString()), cause);
    }
}
