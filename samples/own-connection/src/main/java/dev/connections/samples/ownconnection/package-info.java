/** A connection type for directory servers. */
@NullMarked
package dev.connections.samples.ownconnection;

import org.jspecify.annotations.NullMarked;
