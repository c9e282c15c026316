package dev.connections.autoconfigure.rest;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationPropertiesSource;

/** Authentication of requests. */
@ConfigurationPropertiesSource
public class RestAuthProperties {

    /**
     * Authentication scheme. Inferred by default: basic for a user with a password, bearer for a token, api-key for a
     * key, oauth2 for a registration.
     */
    private @Nullable AuthType type;

    /** Name of the header with the API key. X-API-Key unless a parameter is named. */
    private @Nullable String header;

    /** Name of the query parameter with the API key. */
    private @Nullable String parameter;

    /** OAuth2 client registration whose tokens are sent, of spring.security.oauth2.client.registration. */
    private @Nullable String registration;

    public @Nullable AuthType getType() {
        return type;
    }

    public void setType(@Nullable AuthType type) {
        this.type = type;
    }

    public @Nullable String getHeader() {
        return header;
    }

    public void setHeader(@Nullable String header) {
        this.header = header;
    }

    public @Nullable String getParameter() {
        return parameter;
    }

    public void setParameter(@Nullable String parameter) {
        this.parameter = parameter;
    }

    public @Nullable String getRegistration() {
        return registration;
    }

    public void setRegistration(@Nullable String registration) {
        this.registration = registration;
    }
}
