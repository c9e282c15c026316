/** An entity for tests of cached repositories. */
@NullMarked
package dev.connections.cache.advice.pets;

import org.jspecify.annotations.NullMarked;
