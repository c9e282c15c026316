@NullMarked
package dev.connections.autoconfigure.sql.visits;

import org.jspecify.annotations.NullMarked;
