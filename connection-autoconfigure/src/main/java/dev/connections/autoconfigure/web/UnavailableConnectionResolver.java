package dev.connections.autoconfigure.web;

import dev.connections.ConnectionClosedException;
import dev.connections.ConnectionException;
import dev.connections.ConnectionUnavailableException;
import dev.connections.CredentialsRefusedException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.TypeMismatchException;
import org.springframework.core.Ordered;
import org.springframework.http.HttpStatus;
import org.springframework.http.converter.HttpMessageConversionException;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.ModelAndView;

/**
 * Responds with 503 and {@code Retry-After} to a request whose connection is unavailable, if nothing else in the
 * application handles the exception. The response names the connection, and nothing of what the target or its driver
 * said. Thread-safe.
 */
final class UnavailableConnectionResolver implements HandlerExceptionResolver, Ordered {

    private static final Logger logger = LoggerFactory.getLogger(UnavailableConnectionResolver.class);

    private static final int DEEPEST_CAUSE = 100;

    private final Predicate<String> wanted;

    /** @param wanted whether the response is wanted for the connection of a name */
    UnavailableConnectionResolver(Predicate<String> wanted) {
        this.wanted = wanted;
    }

    /** After all resolvers of the application and of Spring MVC. */
    @Override
    public int getOrder() {
        return LOWEST_PRECEDENCE;
    }

    /**
     * Resolves a failure to read an argument or to write a result, such as a lazy association. Spring MVC would respond
     * with its own status, 400 or 500, before this resolver is reached.
     */
    @Nullable
    ModelAndView resolveConversion(
            HttpServletRequest request, HttpServletResponse response, @Nullable Object handler, Exception failure) {
        return (failure instanceof HttpMessageConversionException || failure instanceof TypeMismatchException)
                ? resolveException(request, response, handler, failure)
                : null;
    }

    @Override
    public @Nullable ModelAndView resolveException(
            HttpServletRequest request, HttpServletResponse response, @Nullable Object handler, Exception failure) {
        ConnectionException cause = connectionException(failure);
        if (cause == null || !isUnavailable(cause) || response.isCommitted() || !wanted.test(cause.connectionName())) {
            return null;
        }
        logger.debug(
                "Request failed with 503, because connection '{}' is unavailable", cause.connectionName(), failure);
        try {
            ResponseHeaders.beginAnew(response);
            ProblemResponse.setRetryAfter(response, retryAfter(cause));
            ProblemResponse.write(
                    request,
                    response,
                    HttpStatus.SERVICE_UNAVAILABLE,
                    "Connection '" + cause.connectionName() + "' is unavailable. Try again later.",
                    Map.of("connection", cause.connectionName()));
        } catch (IOException ex) {
            logger.debug("The client has closed the connection", ex);
        }
        return new ModelAndView();
    }

    /**
     * The outermost one: a login that is required has an unavailable connection as its cause, and is no such failure.
     */
    private static @Nullable ConnectionException connectionException(Throwable failure) {
        Throwable each = failure;
        for (int depth = 0; each != null && depth < DEEPEST_CAUSE; depth++) {
            if (each instanceof ConnectionException found) {
                return found;
            }
            each = each.getCause();
        }
        return null;
    }

    private static boolean isUnavailable(ConnectionException failure) {
        return failure instanceof ConnectionUnavailableException
                || failure instanceof CredentialsRefusedException
                || failure instanceof ConnectionClosedException;
    }

    private static Duration retryAfter(ConnectionException failure) {
        if (failure instanceof ConnectionUnavailableException unavailable && unavailable.nextAttempt() != null) {
            return Duration.between(Instant.now(), unavailable.nextAttempt());
        }
        return ProblemResponse.RETRY_AFTER;
    }
}
