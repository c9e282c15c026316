/** Sends messages by SendGrid's API. API are {@code SendGridConnectionFactory} and {@code SendGridSettings}. */
@NullMarked
package dev.connections.mail.sendgrid;

import org.jspecify.annotations.NullMarked;
