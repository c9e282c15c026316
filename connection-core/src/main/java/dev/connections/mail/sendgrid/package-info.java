/** Sends messages by SendGrid's API. */
@Internal
@NullMarked
package dev.connections.mail.sendgrid;

import dev.connections.Internal;
import org.jspecify.annotations.NullMarked;
