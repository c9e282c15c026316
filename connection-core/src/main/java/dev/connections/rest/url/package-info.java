/** URLs of requests: placeholders, encoding, links and origins. */
@Internal
@NullMarked
package dev.connections.rest.url;

import dev.connections.Internal;
import org.jspecify.annotations.NullMarked;
