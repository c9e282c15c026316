package dev.connections.cache.redis;

import java.util.Objects;

/** Thrown when Redis fails or does not respond in time. Not visible outside of this package. */
final class RedisCallException extends Exception {

    private static final long serialVersionUID = 1L;

    RedisCallException(String message, Throwable cause) {
        super(message, cause, false, false);
    }

    static RedisCallException of(Throwable cause) {
        return new RedisCallException(Objects.toString(cause.getMessage(), cause.toString()), cause);
    }
}
