/**
 * Sends messages by SMTP: a pool of transports, encryption, XOAUTH2 log-in, and exceptions that tell whether a message
 * may have been delivered. API are {@code SmtpConnectionFactory} and {@code SmtpSettings}.
 */
@NullMarked
package dev.connections.mail.smtp;

import org.jspecify.annotations.NullMarked;
