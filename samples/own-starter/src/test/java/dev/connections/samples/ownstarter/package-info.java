@NullMarked
package dev.connections.samples.ownstarter;

import org.jspecify.annotations.NullMarked;
