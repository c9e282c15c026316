/** Spring Data JDBC repositories on two connections. */
@NullMarked
package dev.connections.samples.repositories;

import org.jspecify.annotations.NullMarked;
