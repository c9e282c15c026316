/** The interface of the file stores, one adapter for each in a package below. */
@Internal
@NullMarked
package dev.connections.files.store;

import dev.connections.Internal;
import org.jspecify.annotations.NullMarked;
