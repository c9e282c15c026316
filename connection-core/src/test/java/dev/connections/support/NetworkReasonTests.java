package dev.connections.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;

class NetworkReasonTests {

    @Test
    void failuresToReachATargetAreShown() {
        assertThat(NetworkReason.of(new ConnectException(), "mx.example.com")).isEqualTo("ConnectException");
        assertThat(NetworkReason.of(new IOException("x", new ConnectException("Connection refused")), "mx.example.com"))
                .isEqualTo("ConnectException: Connection refused");
        assertThat(NetworkReason.of(new NoRouteToHostException("No route to host"), "mx.example.com"))
                .isEqualTo("NoRouteToHostException: No route to host");
        assertThat(NetworkReason.of(new SocketTimeoutException("Connect timed out"), "mx.example.com"))
                .isEqualTo("SocketTimeoutException: Connect timed out");
        assertThat(NetworkReason.of(new SSLHandshakeException("PKIX path building failed"), "mx.example.com"))
                .isEqualTo("SSLHandshakeException: PKIX path building failed");
    }

    @Test
    void whatMayHoldASecretIsNot() {
        assertThat(NetworkReason.of(new UnknownHostException("scott:tiger@mx.example.com"), "mx.example.com"))
                .isEqualTo("UnknownHostException: mx.example.com");
        assertThat(NetworkReason.of(new IOException("535 tiger is wrong"), "mx.example.com"))
                .isNull();
        assertThat(NetworkReason.of(new IllegalStateException("tiger"), "mx.example.com"))
                .isNull();
    }
}
