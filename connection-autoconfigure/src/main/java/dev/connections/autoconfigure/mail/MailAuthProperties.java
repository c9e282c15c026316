package dev.connections.autoconfigure.mail;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationPropertiesSource;

/**
 * How to log in at an SMTP server.
 *
 * @param type Type of the secret: a password, or an OAuth2 access token (xoauth2). Defaults to xoauth2 with 'token'
 *     or 'auth.registration', and to password otherwise.
 * @param registration Registration of the OAuth2 client whose access tokens are used, under
 *     spring.security.oauth2.client.registration.
 */
@ConfigurationPropertiesSource
public record MailAuthProperties(@Nullable MailAuthType type, @Nullable String registration) {}
