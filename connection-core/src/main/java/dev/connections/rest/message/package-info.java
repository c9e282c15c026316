/** Headers and bodies of HTTP messages: syntax checks, decompression, size limits, JSON rows. Internal. */
@NullMarked
package dev.connections.rest.message;

import org.jspecify.annotations.NullMarked;
