/** From nothing to data: pet owners out of an embedded database. */
@NullMarked
package dev.connections.samples.quickstart;

import org.jspecify.annotations.NullMarked;
