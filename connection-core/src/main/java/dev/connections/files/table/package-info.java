/** Tables in files: CSV, JSON and Parquet, read into rows and written, and SQL over them. */
@Internal
@NullMarked
package dev.connections.files.table;

import dev.connections.Internal;
import org.jspecify.annotations.NullMarked;
