/** Health of connections: what is known of them, without asking. */
@NullMarked
package dev.connections.autoconfigure.health;

import org.jspecify.annotations.NullMarked;
