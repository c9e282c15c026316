package dev.connections.samples.snowflake;

import org.jspecify.annotations.Nullable;

/** Whose session it is, and where. */
record Whose(String person, @Nullable String database, @Nullable String warehouse) {}
