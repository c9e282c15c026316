/** Time-outs of statements, streams and logins, and cancellation when the calling thread is interrupted. */
@Internal
@NullMarked
package dev.connections.sql.timeout;

import dev.connections.Internal;
import org.jspecify.annotations.NullMarked;
