package dev.connections.autoconfigure.rest;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationPropertiesSource;

/**
 * Authentication of requests.
 *
 * @param type Authentication scheme. Inferred by default: basic for a user with a password, bearer for a token,
 *     api-key for a key, oauth2 for a registration.
 * @param header Name of the header with the API key. X-API-Key unless a parameter is named.
 * @param parameter Name of the query parameter with the API key.
 * @param registration OAuth2 client registration whose tokens are sent, of spring.security.oauth2.client.registration.
 */
@ConfigurationPropertiesSource
public record RestAuthProperties(
        @Nullable AuthType type, @Nullable String header, @Nullable String parameter, @Nullable String registration) {}
