package dev.connections.sql;

/** An immutable columnar result. */
public final class Rows {}
