/**
 * The type {@code mail}: {@code MailConnection} composes, checks and sends messages. SMTP and SendGrid are in the
 * packages below.
 */
@NullMarked
package dev.connections.mail;

import org.jspecify.annotations.NullMarked;
