/**
 * Creates connections, registers their beans and opens and closes them with the application context. The
 * registry is the {@code Connections} bean.
 */
@Internal
@NullMarked
package dev.connections.autoconfigure.registry;

import dev.connections.Internal;
import org.jspecify.annotations.NullMarked;
