package dev.connections.sql.observation;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationConvention;

/**
 * Names the observations of database calls, and their key values. A bean of this type replaces {@link
 * DefaultSqlObservationConvention}.
 */
public interface SqlObservationConvention extends ObservationConvention<SqlObservationContext> {

    @Override
    default boolean supportsContext(Observation.Context context) {
        return context instanceof SqlObservationContext;
    }
}
