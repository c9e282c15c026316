/**
 * Internal: refuses requests without login to gated paths and to controllers with {@code @RequiresLogin}. Checks at start-up
 * that all of them can be gated.
 */
@NullMarked
package dev.connections.autoconfigure.login.gate;

import org.jspecify.annotations.NullMarked;
