/** What all that serves users of a web application shares. */
@Internal
@NullMarked
package dev.connections.autoconfigure.web;

import dev.connections.Internal;
import org.jspecify.annotations.NullMarked;
