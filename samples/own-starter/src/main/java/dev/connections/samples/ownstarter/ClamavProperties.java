package dev.connections.samples.ownstarter;

import dev.connections.SelfChecking;
import java.time.Duration;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of a connection to clamd.
 *
 * @param host the host of the daemon
 * @param port the port of the daemon
 * @param readTimeout maximum time that a response may take
 */
public record ClamavProperties(
        @Nullable String host, @DefaultValue("3310") int port, @DefaultValue("5s") Duration readTimeout)
        implements SelfChecking {

    @Override
    public void check(BiConsumer<String, String> problems) {
        if (host == null) {
            problems.accept("host", "is missing. Set it to the host of clamd.");
        }
    }
}
