/** Connections to relational databases. */
@NullMarked
package dev.connections.sql;

import org.jspecify.annotations.NullMarked;
