/**
 * Internal: maps rows to records, JavaBeans, maps and single values. A mapping is compiled to method handles once
 * for each row type and shape; the conversions of values are the same for all sources of rows.
 */
@NullMarked
package dev.connections.rows.mapping;

import org.jspecify.annotations.NullMarked;
