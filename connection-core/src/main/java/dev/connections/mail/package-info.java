/** The type {@code mail}: messages by SMTP, on transports that are kept, or by SendGrid. */
@NullMarked
package dev.connections.mail;

import org.jspecify.annotations.NullMarked;
