/** Health indicators of connections. They send no request to a target. */
@NullMarked
package dev.connections.autoconfigure.health;

import org.jspecify.annotations.NullMarked;
