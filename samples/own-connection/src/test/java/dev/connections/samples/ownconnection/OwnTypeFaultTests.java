package dev.connections.samples.ownconnection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.connections.ConnectionState;
import dev.connections.ConnectionUnavailableException;
import dev.connections.Connections;
import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.boot.WebApplicationType;

/** Outage, recovery, reload and login of the type. */
class OwnTypeFaultTests {

    private static final Duration SOON = Duration.ofSeconds(60);

    // tag::outage[]
    @Test
    void noticesAnOutageWithoutAnyCallAndRecovers() throws Exception {
        try (DirectoryApplication application =
                new DirectoryApplication("--connections.clinic-vets.recovery.check-interval=500ms")) {
            LdapConnection clinicVets = application.get(Connections.class).get("clinic-vets", LdapConnection.class);
            assertThat(clinicVets.values("cn", "(title=vet)")).hasSize(2);
            application.stopServer();
            await().atMost(SOON).until(() -> clinicVets.state() == ConnectionState.DOWN);
            assertThatExceptionOfType(ConnectionUnavailableException.class)
                    .isThrownBy(() -> clinicVets.values("cn", "(title=vet)"));

            application.startServer();
            await().atMost(SOON).until(() -> clinicVets.state() == ConnectionState.UP);
            assertThat(clinicVets.values("cn", "(title=vet)")).hasSize(2);
        }
    }
    // end::outage[]

    // tag::reload[]
    @Test
    void followsAReload() throws Exception {
        try (DirectoryApplication application = new DirectoryApplication()) {
            LdapConnection clinicVets = application.get(Connections.class).get("clinic-vets", LdapConnection.class);
            assertThat(clinicVets.values("uid", "(uid=*)")).containsExactly("helen", "james", "linda");
            application.set("connections.clinic-vets.base-dn", "ou=owners,o=clinic");
            application.get(Connections.class).reload("clinic-vets");
            assertThat(clinicVets.values("uid", "(uid=*)")).containsExactly("john", "mary");
        }
    }
    // end::reload[]

    @Test
    void eachUserLogsIn() throws Exception {
        try (DirectoryApplication application = new DirectoryApplication(WebApplicationType.SERVLET, visitors())) {
            HttpClient browser =
                    HttpClient.newBuilder().cookieHandler(new CookieManager()).build();
            URI root = URI.create("http://localhost:" + application.webPort());
            assertThat(status(browser, get(root))).isEqualTo(401);
            assertThat(status(browser, login(root, "cn=alice", "wrong"))).isBetween(400, 499);
            assertThat(status(browser, get(root))).isEqualTo(401);
            assertThat(status(browser, login(root, "cn=alice", "in wonderland")))
                    .isEqualTo(204);
            assertThat(status(browser, get(root))).isEqualTo(200);
        }
    }

    private static HttpRequest get(URI root) {
        return HttpRequest.newBuilder(root.resolve("/visitors"))
                .header("Accept", "application/json")
                .build();
    }

    private static HttpRequest login(URI root, String user, String password) {
        return HttpRequest.newBuilder(root.resolve("/connections/visitors/login"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"user\": \"" + user + "\", \"password\": \"" + password + "\"}"))
                .build();
    }

    private static int status(HttpClient browser, HttpRequest request) throws IOException, InterruptedException {
        return browser.send(request, BodyHandlers.ofString()).statusCode();
    }

    /** The settings of a connection that each user opens. */
    private static String[] visitors() {
        return new String[] {
            "--connections.visitors.type=ldap",
            "--connections.visitors.url=ldap://localhost:${directory.port}",
            "--connections.visitors.base-dn=o=clinic",
            "--connections.visitors.login.enabled=true"
        };
    }
}
