/** Headers and bodies of HTTP messages: syntax checks, decompression, size limits, JSON rows. */
@Internal
@NullMarked
package dev.connections.rest.message;

import dev.connections.Internal;
import org.jspecify.annotations.NullMarked;
