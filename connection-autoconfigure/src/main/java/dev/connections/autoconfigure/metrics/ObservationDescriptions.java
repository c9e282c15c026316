package dev.connections.autoconfigure.metrics;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.config.MeterFilter;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Describes the meters of our observations: Micrometer makes them without a description. Immutable and thread-safe. */
final class ObservationDescriptions implements MeterFilter {

    private static final Map<String, String> DESCRIPTIONS = Map.of(
            "db.client.operation.duration", "Duration of database client operations",
            "db.client.operation.duration.active", "Database client operations in progress",
            "connections.mail.send", "Duration of sending a message",
            "connections.mail.send.active", "Messages that are being sent",
            "connections.files.request", "Duration of requests about files",
            "connections.files.request.active", "Requests about files in progress");

    @Override
    public Meter.Id map(Meter.Id id) {
        @Nullable String description = DESCRIPTIONS.get(id.getName());
        if (description == null || id.getDescription() != null) {
            return id;
        }
        return new Meter.Id(id.getName(), Tags.of(id.getTagsAsIterable()), id.getBaseUnit(), description, id.getType());
    }
}
