/** A repository for tests of cached queries. */
@NullMarked
package dev.connections.autoconfigure.cache.pets;

import org.jspecify.annotations.NullMarked;
