package dev.connections.samples.ownstarter.chat;

import dev.connections.ConnectionDefinition;
import dev.connections.support.RateLimiter;
import org.jspecify.annotations.Nullable;

/**
 * Settings of a handle.
 *
 * @param room the room to read from and to write to
 * @param rateLimit the limit of requests; {@code null} for none
 */
record ChatSettings(String room, @Nullable RateLimiter rateLimit) {

    static ChatSettings of(ConnectionDefinition<ChatProperties> definition) {
        ChatProperties properties = definition.properties();
        return new ChatSettings(
                properties.getRoom(),
                properties.getRateLimit().limit(definition.name().value()));
    }
}
