/** Auto-configuration of the type {@code mail}: properties, their validation, SMTP and SendGrid. */
@NullMarked
package dev.connections.autoconfigure.mail;

import org.jspecify.annotations.NullMarked;
