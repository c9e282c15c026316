package dev.connections.samples.ownconnection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.connections.ConnectionException;
import dev.connections.ConnectionState;
import dev.connections.Connections;
import dev.connections.CredentialsRefusedException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OwnTypeTests {

    @Test
    void injectsAHandleForEachName() throws Exception {
        try (DirectoryApplication application = new DirectoryApplication()) {
            People people = application.get(People.class);
            assertThat(people.vets()).containsExactly("Helen Leary", "Linda Douglas");
            assertThat(people.dogOwners()).containsExactly("Mary Kay");
        }
    }

    @Test
    void infersTheTypeFromTheUrl() throws Exception {
        try (DirectoryApplication application = new DirectoryApplication()) {
            assertThat(application.get(Connections.class).get("pet-owners").type())
                    .isEqualTo("ldap");
        }
    }

    @Test
    void opensAConnectionThatIsOnlyKnownAtRunTime() throws Exception {
        try (DirectoryApplication application = new DirectoryApplication()) {
            Connections connections = application.get(Connections.class);
            LdapConnection everybody = connections.open(
                    "everybody",
                    LdapConnection.class,
                    Map.of("url", "ldap://localhost:" + application.port(), "base-dn", "o=clinic"));
            assertThat(everybody.values("uid", "(uid=*)")).containsExactly("helen", "james", "john", "linda", "mary");
            connections.close("everybody");
            assertThat(everybody.state()).isEqualTo(ConnectionState.CLOSED);
            assertThat(connections.names()).doesNotContain("everybody");
        }
    }

    @Test
    void saysThatTheCredentialsWereRefused() throws Exception {
        try (DirectoryApplication application = new DirectoryApplication()) {
            LdapConnection intruder = application
                    .get(Connections.class)
                    .open(
                            "intruder",
                            LdapConnection.class,
                            Map.of(
                                    "url", "ldap://localhost:" + application.port(),
                                    "base-dn", "o=clinic",
                                    "password", "hunter2"));
            assertThatExceptionOfType(CredentialsRefusedException.class)
                    .isThrownBy(() -> intruder.values("uid", "(uid=*)"))
                    .withMessageContaining("cn=reader")
                    .withMessageNotContaining("hunter2");
            assertThat(intruder.state()).isEqualTo(ConnectionState.REFUSED);
        }
    }

    @Test
    void listsAllThatIsWrongWithTheProperties() throws Exception {
        try (DirectoryApplication application = new DirectoryApplication()) {
            assertThatExceptionOfType(ConnectionException.class)
                    .isThrownBy(() -> application
                            .get(Connections.class)
                            .open("wrong", LdapConnection.class, Map.of("url", "ldap://localhost", "pool-size", "0")))
                    .withMessageContaining("connections.wrong.base-dn is missing.")
                    .withMessageContaining("connections.wrong.pool-size")
                    .withMessageContaining("is 0. Set it to 1 or more.");
        }
    }
}
