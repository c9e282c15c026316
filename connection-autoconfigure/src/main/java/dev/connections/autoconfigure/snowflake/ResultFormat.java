package dev.connections.autoconfigure.snowflake;

import dev.connections.sql.dialect.SnowflakeDriver;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** In which format results come: Arrow's, which is faster and needs a look into {@code java.nio}, or JSON. */
final class ResultFormat {

    private static final Logger logger = LoggerFactory.getLogger(ResultFormat.class);

    private static final String FLAG = "--add-opens=java.base/java.nio=ALL-UNNAMED";

    private final AtomicBoolean told = new AtomicBoolean();

    /** Logs once how to have the faster format, if this is the other. */
    void tell() {
        if (!SnowflakeDriver.readsArrow() && !told.getAndSet(true)) {
            logger.info(
                    "Snowflake's results are JSON, because java.nio is not open in this JVM. Start it with {} for "
                            + "Arrow, which is faster",
                    FLAG);
        }
    }
}
