/** Entities and repositories for tests: owners and their pets. */
@NullMarked
package dev.connections.sql.pets;

import org.jspecify.annotations.NullMarked;
