/** Sending requests to a store: retries, errors, transfers, the disk cache and observations. */
@Internal
@NullMarked
package dev.connections.files.execution;

import dev.connections.Internal;
import org.jspecify.annotations.NullMarked;
