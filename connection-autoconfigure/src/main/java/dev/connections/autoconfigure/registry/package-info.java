/**
 * Internal: creates connections, registers their beans and opens and closes them with the application context. The
 * registry is the {@code Connections} bean.
 */
@NullMarked
package dev.connections.autoconfigure.registry;

import org.jspecify.annotations.NullMarked;
