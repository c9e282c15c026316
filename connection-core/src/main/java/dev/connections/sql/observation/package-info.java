/** Observations of SQL statements: metrics and spans, named by the semantic conventions of OpenTelemetry. */
@NullMarked
package dev.connections.sql.observation;

import org.jspecify.annotations.NullMarked;
