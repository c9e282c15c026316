package dev.connections.autoconfigure.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.connections.autoconfigure.ConnectionsAutoConfiguration;
import dev.connections.autoconfigure.files.FilesConnectionAutoConfiguration;
import dev.connections.files.FilesConnection;
import dev.connections.login.LoginContext;
import dev.connections.login.LoginId;
import dev.connections.login.LoginRequest;
import dev.connections.login.LoginRequiredException;
import dev.connections.login.form.LoginFailedException;
import dev.connections.rows.Rows;
import dev.connections.testing.FixedLogins;
import dev.connections.testing.RequiresServer;
import dev.connections.testing.files.FakeS3Server;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;

/** A connection to files that each user opens with an access key of their own. */
@RequiresServer
class FilesLoginTests {

    private static final Duration HOUR = Duration.ofHours(1);

    private final FakeS3Server server = FakeS3Server.start();

    @AfterEach
    void stop() {
        LoginContext.set(null);
        server.close();
    }

    private ApplicationContextRunner runner() {
        return new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(
                        FilesConnectionAutoConfiguration.class, ConnectionsAutoConfiguration.class))
                .withPropertyValues(
                        "connections.reports.url=s3://bucket/",
                        "connections.reports.endpoint=" + server.url(),
                        "connections.reports.login.enabled=true");
    }

    private static FixedLogins logIn(ApplicationContext context, String user) {
        LoginId id = LoginId.random();
        Map<String, char[]> entered =
                new HashMap<>(Map.of("user", user.toCharArray(), "password", "secret".toCharArray()));
        context.getBean(LoginConnections.class)
                .target("reports")
                .logins()
                .open(new LoginRequest(id, entered, "127.0.0.1", null));
        return new FixedLogins(id);
    }

    private long reads() {
        return server.requests().stream()
                .filter(request ->
                        request.method().equals("GET") && request.path().endsWith("a.csv"))
                .count();
    }

    @Test
    void resultsAndCopiesOfUsersAreApart() {
        runner().run(context -> {
            FilesConnection reports = context.getBean(FilesConnection.class);
            assertThatExceptionOfType(LoginRequiredException.class).isThrownBy(() -> reports.list(""));
            FixedLogins alice = logIn(context, "alice");
            FixedLogins bob = logIn(context, "bob");
            LoginContext.set(alice);
            reports.write("a.csv", List.of(Map.of("a", 1)));
            Rows ofAlice = reports.read("a.csv", HOUR);
            assertThat(reports.read("a.csv", HOUR)).isSameAs(ofAlice);
            assertThat(reads()).isEqualTo(1);
            LoginContext.set(bob);
            assertThat(reports.read("a.csv", HOUR)).isNotSameAs(ofAlice).isEqualTo(ofAlice);
            assertThat(reads()).isEqualTo(2);
            assertThat(reports.query("select a from 'a.csv'", HOUR).size()).isEqualTo(1);
            assertThat(server.requests().stream()
                            .map(request -> request.headers().getOrDefault("authorization", ""))
                            .filter(header -> header.contains("Credential=")))
                    .anyMatch(header -> header.contains("Credential=alice/"))
                    .anyMatch(header -> header.contains("Credential=bob/"));
        });
    }

    @Test
    void aRefusedKeyIsAFailedLogin() {
        runner().run(context -> {
            server.failNext(1, 403, "InvalidAccessKeyId");
            assertThatExceptionOfType(LoginFailedException.class).isThrownBy(() -> logIn(context, "mallory"));
        });
    }
}
