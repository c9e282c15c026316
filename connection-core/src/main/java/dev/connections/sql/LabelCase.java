package dev.connections.sql;

import dev.connections.rows.Rows;

/** Case of the column labels in {@link Rows}, in maps and in what is written from them, such as JSON. */
public enum LabelCase {

    /**
     * Labels of upper-case letters are lower-cased on H2, Oracle and Snowflake. These databases upper-case unquoted
     * names, so a query has the same labels on each database. A label stays as it is where another one of the result
     * differs from it in case only.
     */
    LOWER,

    /** Labels are those of the driver. */
    KEEP;
}
