package dev.connections.sql;

/** One row of {@link Rows}. */
public interface Row {}
