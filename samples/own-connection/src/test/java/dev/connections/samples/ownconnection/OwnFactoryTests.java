package dev.connections.samples.ownconnection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.unboundid.ldap.sdk.LDAPConnectionPool;
import dev.connections.ConnectionState;
import dev.connections.ConnectionUnavailableException;
import dev.connections.Connections;
import dev.connections.ManagedConnection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class OwnFactoryTests {

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
    @Timeout(30)
    void saysWhatIsUnavailableAndRecoversWithTheServer() throws Exception {
        try (DirectoryApplication application = new DirectoryApplication()) {
            ManagedConnection<?> connection = application.get(Connections.class).get("staff-directory");
            application.stopServer();
            connection.reset();
            assertThatExceptionOfType(ConnectionUnavailableException.class)
                    .isThrownBy(() -> application.get(Staff.class).size())
                    .withMessageContaining("staff-directory");
            assertThat(connection.state()).isEqualTo(ConnectionState.DOWN);

            application.startServer();
            while (connection.state() != ConnectionState.UP) {
                Thread.onSpinWait(); // it is opened again without a call
            }
            assertThat(application.get(Staff.class).size()).isEqualTo(3);
        }
    }
    // end::recovery[]
}
