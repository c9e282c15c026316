/**
 * Refuses requests without login to protected paths and to controllers with {@code @RequiresLogin}. Checks at start-up
 * that all of them can be protected.
 */
@Internal
@NullMarked
package dev.connections.autoconfigure.login.gate;

import dev.connections.Internal;
import org.jspecify.annotations.NullMarked;
