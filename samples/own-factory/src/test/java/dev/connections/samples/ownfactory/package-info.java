@NullMarked
package dev.connections.samples.ownfactory;

import org.jspecify.annotations.NullMarked;
