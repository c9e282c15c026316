/** Connections to relational databases: {@code SqlConnection} and its statements. The packages below run them. */
@NullMarked
package dev.connections.sql;

import org.jspecify.annotations.NullMarked;
