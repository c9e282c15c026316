package dev.connections.autoconfigure.rest;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationPropertiesSource;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.http.HttpMethod;

/**
 * Health check of a REST connection.
 *
 * @param path Path of the health check, which should be cheap and require the credentials. Without it, a TCP
 *     connection is opened and closed.
 * @param method Method of the health check, GET or HEAD.
 */
@ConfigurationPropertiesSource
public record RestHealthProperties(@Nullable String path, @DefaultValue("GET") HttpMethod method) {}
