/** SQL connections for Spring Boot. */
@NullMarked
package dev.connections.autoconfigure.sql;

import org.jspecify.annotations.NullMarked;
