/** Observations of SQL statements: metrics and spans, named by the semantic conventions of OpenTelemetry. */
@Internal(except = {DefaultSqlObservationConvention.class, SqlObservationContext.class, SqlObservationConvention.class})
@NullMarked
package dev.connections.sql.observation;

import dev.connections.Internal;
import org.jspecify.annotations.NullMarked;
