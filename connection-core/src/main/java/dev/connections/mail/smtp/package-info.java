/**
 * Sends messages by SMTP: a pool of transports, encryption, XOAUTH2 log-in, and exceptions that tell whether a message
 * may have been delivered.
 */
@Internal(except = MailEncryption.class)
@NullMarked
package dev.connections.mail.smtp;

import dev.connections.Internal;
import org.jspecify.annotations.NullMarked;
