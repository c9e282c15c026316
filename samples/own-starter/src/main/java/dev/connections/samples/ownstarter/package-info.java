/** A starter with the connection type {@code clamav}: a virus scanner by the protocol of clamd. */
@NullMarked
package dev.connections.samples.ownstarter;

import org.jspecify.annotations.NullMarked;
