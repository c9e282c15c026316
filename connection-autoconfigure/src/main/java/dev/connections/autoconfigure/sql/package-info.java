/** Auto-configuration of the type {@code sql}: properties, data sources, transaction managers and test databases. */
@NullMarked
package dev.connections.autoconfigure.sql;

import org.jspecify.annotations.NullMarked;
