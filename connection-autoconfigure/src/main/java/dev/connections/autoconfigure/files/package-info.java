/** Auto-configuration of the type {@code files}: properties, their validation, and the stores. */
@NullMarked
package dev.connections.autoconfigure.files;

import org.jspecify.annotations.NullMarked;
