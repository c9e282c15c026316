/** Auto-configuration of connections that send mail. */
@NullMarked
package dev.connections.autoconfigure.mail;

import org.jspecify.annotations.NullMarked;
