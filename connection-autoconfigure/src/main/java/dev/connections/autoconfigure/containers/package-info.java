/**
 * Containers as settings of connections: those of Testcontainers with {@code @ServiceConnection(name = "pet-db")}, and
 * services of Docker Compose with the label {@code dev.connections.name}.
 */
@NullMarked
package dev.connections.autoconfigure.containers;

import org.jspecify.annotations.NullMarked;
