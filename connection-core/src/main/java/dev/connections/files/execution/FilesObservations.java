package dev.connections.files.execution;

import dev.connections.files.store.StoreException;
import dev.connections.files.store.StoreIdentity;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import java.util.Locale;

/**
 * Observes the requests of one connection, each with all its attempts. The timer and span {@code
 * connections.files.request} has the connection, the operation, the provider, the outcome and the error class. For S3,
 * spans have the names of OpenTelemetry's semantic conventions for object stores. Thread-safe.
 *
 * @see <a href="https://opentelemetry.io/docs/specs/semconv/object-stores/s3/">Semantic conventions for AWS S3</a>
 */
record FilesObservations(ObservationRegistry registry, String connection) {

    private static final String NAME = "connections.files.request";

    /** A call that is observed. */
    @FunctionalInterface
    interface Call<T> {

        T call(Observed observed) throws StoreException;
    }

    <T> T observe(String operation, String path, Call<T> call) throws StoreException {
        Observation observation = Observation.createNotStarted(NAME, registry)
                .contextualName(operation + " " + connection)
                .lowCardinalityKeyValue("connection", connection)
                .lowCardinalityKeyValue("operation", operation.replace(' ', '_'))
                .start();
        Observed observed = new Observed(observation, path, operation);
        String outcome = "failed";
        try (Observation.Scope scope = observation.openScope()) {
            T result = call.call(observed);
            outcome = "success";
            return result;
        } catch (StoreException ex) {
            String reason = ex.reason().name().toLowerCase(Locale.ROOT);
            outcome = reason;
            observation.lowCardinalityKeyValue("error.type", reason);
            throw ex;
        } catch (RuntimeException | Error ex) {
            observation.lowCardinalityKeyValue("error.type", ex.getClass().getSimpleName());
            throw ex;
        } finally {
            observed.complete();
            observation.lowCardinalityKeyValue("outcome", outcome).stop();
        }
    }

    /** A request that is observed. Used by one thread. */
    static final class Observed {

        private final Observation observation;

        private final String path;

        private final String operation;

        private String provider = "none";

        private Observed(Observation observation, String path, String operation) {
            this.observation = observation;
            this.path = path;
            this.operation = operation;
        }

        /** Sets the store that the request is sent to. */
        void identity(StoreIdentity identity) {
            if (provider.equals("none") && identity.provider().equals("s3")) {
                observation.lowCardinalityKeyValue("rpc.system", "aws-api");
                observation.highCardinalityKeyValue("aws.s3.bucket", String.valueOf(identity.container()));
                observation.highCardinalityKeyValue(
                        "aws.s3.key", String.valueOf(identity.target().getOrDefault("prefix", "")) + path);
            }
            provider = identity.provider();
        }

        private void complete() {
            observation.lowCardinalityKeyValue("provider", provider);
            observation.highCardinalityKeyValue("file.path", path);
        }

        @Override
        public String toString() {
            return operation;
        }
    }
}
