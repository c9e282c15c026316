/** An application whose tests are Spring Boot's slices. */
@NullMarked
package dev.connections.autoconfigure.slices;

import org.jspecify.annotations.NullMarked;
