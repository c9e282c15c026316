package dev.connections.files.store;

import java.time.Duration;

/**
 * The timeouts of a store, all finite.
 *
 * @param connect maximum time to establish a network connection
 * @param idle maximum time without a byte, in both directions
 * @param request maximum time of one request without the content of a file
 */
public record StoreTimeouts(Duration connect, Duration idle, Duration request) {}
