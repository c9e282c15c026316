package dev.connections.supervision;

import dev.connections.DurationText;
import dev.connections.support.ConnectionLogContext;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Logs one line when a connection goes down and one when it is back, whatever happens in between. That of one user
 * among many is the user's own business, and so is who that is.
 */
record OutageLog(String name, boolean ofOneUser) {

    private static final Logger logger = LoggerFactory.getLogger(SupervisedConnection.class);

    void isDown(Outage outage, Throwable cause) {
        ConnectionLogContext.run(name, () -> logDown(outage, cause));
    }

    private void logDown(Outage outage, Throwable cause) {
        logger.atLevel(ofOneUser ? Level.DEBUG : Level.WARN)
                .log(
                        "Connection '{}' is down since {}: {}",
                        name,
                        FailureText.seconds(outage.since),
                        FailureText.of(name, cause));
        logger.debug("Connection '{}' is down", name, cause);
    }

    void isBack(Outage outage, Duration took) {
        ConnectionLogContext.run(
                name,
                () -> logger.info(
                        "Connection '{}' is open again after {}; {} calls waited, {} failed",
                        name,
                        DurationText.of(took),
                        outage.waitedCalls,
                        outage.failedCalls));
    }

    void isNotRefreshed(Throwable cause) {
        ConnectionLogContext.run(name, () -> logNotRefreshed(cause));
    }

    private void logNotRefreshed(Throwable cause) {
        logger.warn(
                "Connection '{}' could not be reopened and continues with its present resource: {}",
                name,
                FailureText.of(name, cause));
        logger.debug("Connection '{}' could not be reopened", name, cause);
    }
}
