/**
 * Tables: {@code Rows} and their {@code Row}s, in packed columns. Every type of connection returns its results as
 * {@code Rows}; they convert to records, maps, CSV, JSON and data frames, and {@code RowsBuilder} makes them.
 */
@NullMarked
package dev.connections.rows;

import org.jspecify.annotations.NullMarked;
