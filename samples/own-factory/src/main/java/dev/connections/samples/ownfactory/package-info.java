/** One connection to a directory server, by a factory bean. */
@NullMarked
package dev.connections.samples.ownfactory;

import org.jspecify.annotations.NullMarked;
