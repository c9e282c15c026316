/** Test slice for connections: {@code @ConnectionsTest} and {@code @AutoConfigureConnections}. */
@NullMarked
package dev.connections.test;

import org.jspecify.annotations.NullMarked;
