package dev.connections.mail;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import java.util.function.Supplier;

/**
 * Observes the messages of one connection, each with all its attempts. The timer and span {@code connections.mail.send}
 * has the connection, the outcome, the status of a rejection and the error class, but nothing of a message: no address,
 * no subject. Thread-safe.
 */
record MailObservations(ObservationRegistry registry, String connection) {

    private static final String NAME = "connections.mail.send";

    MailReceipt observe(Supplier<MailReceipt> call) {
        Observation observation = Observation.createNotStarted(NAME, registry)
                .contextualName("send " + connection)
                .lowCardinalityKeyValue("connection", connection)
                .start();
        String outcome = "failed";
        try (Observation.Scope scope = observation.openScope()) {
            MailReceipt receipt = call.get();
            outcome = "sent";
            return receipt;
        } catch (RuntimeException | Error ex) {
            String errorType = ex.getClass().getSimpleName();
            observation.lowCardinalityKeyValue("error.type", errorType);
            String status = "none";
            if (ex instanceof MailDeliveryException delivery) {
                if (delivery.status() > 0) {
                    status = String.valueOf(delivery.status());
                    observation.lowCardinalityKeyValue("status", status);
                }
                outcome = delivery.mayBeDelivered() ? "unknown" : outcome;
            }
            observation.error(new FailedSend(errorType, status));
            throw ex;
        } finally {
            observation.lowCardinalityKeyValue("outcome", outcome).stop();
        }
    }

    /** What observations are given of a failure, whose own message may name recipients. */
    private static final class FailedSend extends RuntimeException {

        private static final long serialVersionUID = 1L;

        FailedSend(String errorType, String status) {
            super(errorType + ", status " + status, null, false, false);
        }
    }
}
