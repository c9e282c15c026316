package dev.connections.autoconfigure.diagnostics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.connections.ConnectionFactory;
import dev.connections.CredentialsRefusedException;
import dev.connections.autoconfigure.ConnectionsAutoConfiguration;
import dev.connections.autoconfigure.FtpClient;
import dev.connections.credentials.Credentials;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What a user reads whose application needs a connection at its start and does not get it. */
@Timeout(60)
@ExtendWith(OutputCaptureExtension.class)
class ConnectionFailureAnalyzerTests {

    @Test
    void refusedCredentialsAreToldWithoutAStackTrace(CapturedOutput output) {
        start(Refusing.class, "--connections.legacy.username=scott", "--connections.legacy.password=tiger");
        assertThat(output)
                .contains("APPLICATION FAILED TO START", "no such user")
                .contains("Correct the user or the password of the connection: 'connections.legacy.username' (")
                .contains("'connections.legacy.password' (", "'connections.legacy.url'.")
                .doesNotContain("tiger", "\tat ");
    }

    @Test
    void aTargetThatDoesNotAnswerIsToldWithoutAStackTrace(CapturedOutput output) {
        start(Silent.class, "--connections.legacy.url=ftp://legacy", "--connections.legacy.recovery.ride-out=0s");
        assertThat(output)
                .contains("APPLICATION FAILED TO START", "Connection 'legacy' is unavailable since", "nobody at home")
                .contains("its address is correct: 'connections.legacy.url' (", "'connections.legacy.start'")
                .doesNotContain("\tat ");
    }

    private static void start(Class<?> factory, String... settings) {
        SpringApplication application = new SpringApplication(Application.class, factory);
        application.setWebApplicationType(WebApplicationType.NONE);
        String[] arguments = new String[settings.length + 1];
        arguments[0] = "--connections.legacy.start=required";
        System.arraycopy(settings, 0, arguments, 1, settings.length);
        assertThat(catchThrowable(() -> application.run(arguments))).isNotNull();
    }

    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration(ConnectionsAutoConfiguration.class)
    static class Application {}

    @Configuration(proxyBeanMethods = false)
    static class Refusing {

        @Bean
        ConnectionFactory<FtpClient> legacyConnectionFactory() {
            return new UselessFactory(new CredentialsRefusedException("legacy", "no such user", null));
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Silent {

        @Bean
        ConnectionFactory<FtpClient> legacyConnectionFactory() {
            return new UselessFactory(new IOException("nobody at home"));
        }
    }

    private record UselessFactory(Exception failure) implements ConnectionFactory<FtpClient> {

        @Override
        public FtpClient connect(Credentials credentials) throws Exception {
            throw failure;
        }

        @Override
        public boolean isOpen(FtpClient client) {
            return false;
        }

        @Override
        public void close(FtpClient client) {}
    }
}
