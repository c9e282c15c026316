/**
 * Refuses requests without login to gated paths and to controllers with {@code @RequiresLogin}. Checks at start-up
 * that all of them can be gated.
 */
@Internal
@NullMarked
package dev.connections.autoconfigure.login.gate;

import dev.connections.Internal;
import org.jspecify.annotations.NullMarked;
