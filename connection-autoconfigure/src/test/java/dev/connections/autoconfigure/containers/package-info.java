@NullMarked
package dev.connections.autoconfigure.containers;

import org.jspecify.annotations.NullMarked;
