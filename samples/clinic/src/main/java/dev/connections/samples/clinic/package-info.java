@NullMarked
package dev.connections.samples.clinic;

import org.jspecify.annotations.NullMarked;
