/** Connections of one's own, to a directory server: one by a factory, any number by a type. */
@NullMarked
package dev.connections.samples.ownconnection;

import org.jspecify.annotations.NullMarked;
