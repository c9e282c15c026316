/** Files in a local directory. */
@Internal
@NullMarked
package dev.connections.files.store.local;

import dev.connections.Internal;
import org.jspecify.annotations.NullMarked;
