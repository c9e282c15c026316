/**
 * Maps rows to records, JavaBeans, maps and single values. A mapping is compiled to method handles once
 * for each row type and shape; the conversions of values are the same for all sources of rows.
 */
@Internal
@NullMarked
package dev.connections.rows.mapping;

import dev.connections.Internal;
import org.jspecify.annotations.NullMarked;
