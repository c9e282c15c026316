/** Entities of tests of JPA. */
@NullMarked
package dev.connections.autoconfigure.sql.owners;

import org.jspecify.annotations.NullMarked;
