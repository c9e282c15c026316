package dev.connections.samples.ownfactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import com.unboundid.ldap.sdk.LDAPConnectionPool;
import dev.connections.ConnectionState;
import dev.connections.ConnectionUnavailableException;
import dev.connections.Connections;
import dev.connections.ManagedConnection;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class OwnFactoryTests {

    private static final Duration SOON = Duration.ofSeconds(60);

    @Test
    void makesAConnectionOfAFactoryBean(CapturedOutput output) throws Exception {
        try (DirectoryApplication application = new DirectoryApplication()) {
            assertThat(application.get(Staff.class).size()).isEqualTo(3);
            ManagedConnection<?> connection = application.get(Connections.class).get("staff-directory");
            assertThat(connection.name()).isEqualTo("staff-directory");
            assertThat(connection.state()).isEqualTo(ConnectionState.UP);
        }
        assertThat(output).contains("Entries of the staff: 3").doesNotContain("secret");
    }

    @Test
    void opensAgainWhatWasClosed() throws Exception {
        try (DirectoryApplication application = new DirectoryApplication()) {
            ManagedConnection<?> connection = application.get(Connections.class).get("staff-directory");
            connection.run(pool -> ((LDAPConnectionPool) pool).close());
            assertThat(application.get(Staff.class).size()).isEqualTo(3);
        }
    }

    @Test
    void replacesTheResourceWhenReset() throws Exception {
        try (DirectoryApplication application = new DirectoryApplication()) {
            ManagedConnection<?> connection = application.get(Connections.class).get("staff-directory");
            Object before = connection.<Object, RuntimeException>call(pool -> pool);
            connection.reset();
            assertThat(connection.<Object, RuntimeException>call(pool -> pool)).isNotSameAs(before);
        }
    }

    // tag::recovery[]
    @Test
    void recoversWithTheServer() throws Exception {
        try (DirectoryApplication application = new DirectoryApplication()) {
            Staff staff = application.get(Staff.class);
            ManagedConnection<?> connection = application.get(Connections.class).get("staff-directory");
            assertThat(staff.size()).isEqualTo(3);
            application.stopServer();
            await().atMost(SOON).untilAsserted(() -> assertThatExceptionOfType(ConnectionUnavailableException.class)
                    .isThrownBy(staff::size)
                    .withMessageContaining("staff-directory"));
            await().atMost(SOON).until(() -> connection.state() == ConnectionState.DOWN);

            application.startServer();
            await().atMost(SOON).until(() -> connection.state() == ConnectionState.UP); // without a call
            assertThat(staff.size()).isEqualTo(3);
        }
    }
    // end::recovery[]
}
