/** Internal: time-outs of statements, streams and logins, and cancellation when the calling thread is interrupted. */
@NullMarked
package dev.connections.sql.timeout;

import org.jspecify.annotations.NullMarked;
