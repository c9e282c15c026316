@NullMarked
package dev.connections.samples.cached;

import org.jspecify.annotations.NullMarked;
