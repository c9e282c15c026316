package dev.connections.supervision;

import dev.connections.ConnectionFactory;
import dev.connections.credentials.CredentialsProvider;

/**
 * What opens the resource, as whom, and how patiently. Replaced as a whole when the connection is configured anew.
 *
 * @param factory opens, checks and closes the resource
 * @param credentialsProvider who to open as; asked at each opening
 * @param settings the bounds and the cadence
 */
record Source<R>(ConnectionFactory<R> factory, CredentialsProvider credentialsProvider, SupervisionSettings settings) {

    Cadence cadence() {
        return new Cadence(settings.recovery(), settings.connectTimeout());
    }
}
