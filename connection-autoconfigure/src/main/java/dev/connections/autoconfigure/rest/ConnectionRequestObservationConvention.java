package dev.connections.autoconfigure.rest;

import io.micrometer.common.KeyValue;
import io.micrometer.common.KeyValues;
import org.springframework.http.client.observation.ClientRequestObservationContext;
import org.springframework.http.client.observation.ClientRequestObservationConvention;

/** The tags of any request, and {@code connection} for the connection's name. */
final class ConnectionRequestObservationConvention implements ClientRequestObservationConvention {

    private final ClientRequestObservationConvention convention;

    private final KeyValue connection;

    ConnectionRequestObservationConvention(ClientRequestObservationConvention convention, String connection) {
        this.convention = convention;
        this.connection = KeyValue.of("connection", connection);
    }

    @Override
    public String getName() {
        return String.valueOf(convention.getName());
    }

    @Override
    public String getContextualName(ClientRequestObservationContext context) {
        return String.valueOf(convention.getContextualName(context));
    }

    @Override
    public KeyValues getLowCardinalityKeyValues(ClientRequestObservationContext context) {
        return convention.getLowCardinalityKeyValues(context).and(connection);
    }

    @Override
    public KeyValues getHighCardinalityKeyValues(ClientRequestObservationContext context) {
        return convention.getHighCardinalityKeyValues(context);
    }
}
