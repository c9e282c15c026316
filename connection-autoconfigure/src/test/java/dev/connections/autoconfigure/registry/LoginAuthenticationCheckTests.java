package dev.connections.autoconfigure.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.connections.ConnectionDefinition;
import dev.connections.ConnectionFactory;
import dev.connections.ConnectionType;
import dev.connections.ManagedConnection;
import dev.connections.autoconfigure.ConnectionsAutoConfiguration;
import dev.connections.autoconfigure.FtpClient;
import dev.connections.autoconfigure.FtpConnectionFactory;
import dev.connections.autoconfigure.FtpConnectionType;
import dev.connections.autoconfigure.login.LoginConnections;
import dev.connections.autoconfigure.login.LoginTarget;
import dev.connections.login.LoginId;
import dev.connections.login.LoginRequest;
import dev.connections.login.form.LoginFailedException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** Nobody logs in to a connection whose factory does not authenticate. */
class LoginAuthenticationCheckTests {

    private final ApplicationContextRunner runner =
            new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(ConnectionsAutoConfiguration.class));

    @Test
    void aFactoryThatDoesNotAuthenticateFailsTheStart() {
        runner.withBean("depotConnectionFactory", FtpConnectionFactory.class, () -> new FtpConnectionFactory("depot"))
                .withPropertyValues("connections.depot.login.enabled=true")
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .hasMessageContaining("connections.depot.login would accept every user")
                        .hasMessageContaining(FtpConnectionFactory.class.getName())
                        .hasMessageContaining("authenticates()"));
    }

    @Test
    void aTypeWhoseFactoryDoesNotAuthenticateFailsTheStart() {
        runner.withBean(FtpConnectionType.class)
                .withPropertyValues("connections.files.url=ftp://files", "connections.files.login.enabled=true")
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .hasMessageContaining("connections.files.login would accept every user"));
    }

    @Test
    void aTypeThatNeedsWhatUsersEnterIsCheckedAtTheFirstLogin() {
        runner.withBean(ShareConnectionType.class)
                .withPropertyValues(
                        "connections.share.type=share",
                        "connections.share.login.form.user=",
                        "connections.share.login.form.password=",
                        "connections.share.login.form.path=")
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    LoginTarget target = context.getBean(LoginConnections.class).target("share");
                    Map<String, char[]> entered = Map.of(
                            "user", "alice".toCharArray(),
                            "password", "any".toCharArray(),
                            "path", "/home".toCharArray());
                    assertThatThrownBy(() -> target.logins()
                                    .open(new LoginRequest(LoginId.random(), entered, "127.0.0.1", null)))
                            .isInstanceOf(LoginFailedException.class);
                });
    }

    record Share(String path) {}

    static class ShareConnectionType implements ConnectionType<Share, FtpClient, ManagedConnection<FtpClient>> {

        @Override
        public ConnectionFactory<FtpClient> connectionFactory(ConnectionDefinition<Share> definition) {
            if (!definition.properties().path().startsWith("/")) {
                throw new IllegalArgumentException("'path' must be absolute");
            }
            return new FtpConnectionFactory("share");
        }

        @Override
        public ManagedConnection<FtpClient> handle(
                ManagedConnection<FtpClient> connection, ConnectionDefinition<Share> definition) {
            return connection;
        }
    }
}
