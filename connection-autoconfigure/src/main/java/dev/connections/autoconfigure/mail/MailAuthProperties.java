package dev.connections.autoconfigure.mail;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationPropertiesSource;

/** How to log in at an SMTP server. */
@ConfigurationPropertiesSource
public class MailAuthProperties {

    /**
     * Type of the secret: a password, or an OAuth2 access token (xoauth2). Defaults to xoauth2 with 'token' or
     * 'auth.registration', and to password otherwise.
     */
    private @Nullable MailAuthType type;

    /**
     * Registration of the OAuth2 client whose access tokens are used, under spring.security.oauth2.client.registration.
     */
    private @Nullable String registration;

    public @Nullable MailAuthType getType() {
        return type;
    }

    public void setType(@Nullable MailAuthType type) {
        this.type = type;
    }

    public @Nullable String getRegistration() {
        return registration;
    }

    public void setRegistration(@Nullable String registration) {
        this.registration = registration;
    }
}
