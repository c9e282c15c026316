package dev.connections.sql;

/** A row type that {@link RowPlanCacheTests} loads a second time. */
public record ReloadedRecord(int a, int b) {}
