/**
 * The type {@code rest}: {@code RestConnection} sends HTTP requests with credentials, retries, rate limits and caching.
 */
@NullMarked
package dev.connections.rest;

import org.jspecify.annotations.NullMarked;
