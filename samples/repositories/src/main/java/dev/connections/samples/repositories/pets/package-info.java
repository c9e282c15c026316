/** Owners of pets, kept by the connection pet-db. */
@NullMarked
package dev.connections.samples.repositories.pets;

import org.jspecify.annotations.NullMarked;
