/** An SMTP server that does as it is told, and breaks where it is told to. */
@NullMarked
package dev.connections.testing.mail;

import org.jspecify.annotations.NullMarked;
