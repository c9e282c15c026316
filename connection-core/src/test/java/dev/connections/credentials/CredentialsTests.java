package dev.connections.credentials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class CredentialsTests {

    private static final Instant LATER = Instant.parse("2026-11-22T12:00:00Z");

    private final char[] array = "hunter2".toCharArray();

    private final Credentials passing = Credentials.forOneOpening("alice", array);

    @Test
    void areAUserAndASecret() {
        Credentials credentials = Credentials.of("alice", "hunter2");
        assertThat(credentials.user()).isEqualTo("alice");
        assertThat(credentials.secret()).isEqualTo("hunter2");
        assertThat(credentials.role()).isEqualTo("alice");
        assertThat(credentials.expiresAt()).isNull();
        assertThat(credentials.isForOneOpening()).isFalse();
    }

    @Test
    void clearingThoseThatLastDoesNothing() {
        Credentials credentials = Credentials.of("alice", "hunter2");
        credentials.clear();
        Credentials.none().clear();
        assertThat(credentials.secret()).isEqualTo("hunter2");
    }

    @Test
    void areGoodForOneOpening() {
        assertThat(passing.isForOneOpening()).isTrue();
        assertThat(passing.user()).isEqualTo("alice");
        assertThat(passing.role()).isEqualTo("alice");
        assertThat(passing.secret()).isEqualTo("hunter2");
        assertThat(Credentials.forOneOpening(null, array).user()).isNull();
    }

    @Test
    void areGoneWhenTheyAreCleared() {
        passing.clear();
        passing.clear();
        assertThat(array).containsOnly('\0');
        assertThatIllegalStateException().isThrownBy(passing::secret);
        assertThat(passing.user()).isEqualTo("alice");
        assertThat(passing.isForOneOpening()).isTrue();
    }

    @Test
    void goWithAllThatWereMadeOfThem() {
        Credentials expiring = passing.expiringAt(LATER);
        Credentials inRole = expiring.inRole("reader");
        assertThat(inRole.isForOneOpening()).isTrue();
        assertThat(inRole.secret()).isEqualTo("hunter2");
        inRole.clear();
        assertThatIllegalStateException().isThrownBy(passing::secret);
        assertThatIllegalStateException().isThrownBy(expiring::secret);
        assertThatIllegalStateException().isThrownBy(inRole::secret);
    }

    @Test
    void areEqualIfAllIs() {
        Credentials credentials = Credentials.of("alice", "hunter2");
        assertThat(credentials)
                .isEqualTo(Credentials.of("alice", "hunter2"))
                .hasSameHashCodeAs(Credentials.of("alice", "hunter2"))
                .isNotEqualTo(Credentials.of("alice", "hunter3"))
                .isNotEqualTo(Credentials.of("bob", "hunter2"))
                .isNotEqualTo(credentials.expiringAt(LATER))
                .isNotEqualTo(credentials.inRole("reader"))
                .isNotEqualTo(passing);
        assertThat(credentials.inRole("reader").expiringAt(LATER))
                .isEqualTo(credentials.expiringAt(LATER).inRole("reader"));
    }

    @Test
    void thoseForOneOpeningAreEqualToOthersOfTheSameArrayOnly() {
        assertThat(passing)
                .isEqualTo(Credentials.forOneOpening("alice", array))
                .hasSameHashCodeAs(Credentials.forOneOpening("alice", array))
                .isNotEqualTo(Credentials.forOneOpening("alice", array.clone()))
                .isNotEqualTo(Credentials.forOneOpening("bob", array));
        Credentials cleared = Credentials.forOneOpening("alice", "hunter2".toCharArray());
        cleared.clear();
        Credentials other = Credentials.forOneOpening("alice", "hunter3".toCharArray());
        other.clear();
        assertThat(cleared).isNotEqualTo(other);
    }

    @Test
    void noSecretIsShown() {
        assertThat(Credentials.of("alice", "hunter2")).hasToString("Credentials[user=alice, secret=******]");
        assertThat(passing).hasToString("Credentials[user=alice, secret=******]");
        assertThat(passing.expiringAt(LATER))
                .hasToString("Credentials[user=alice, secret=******, expiresAt=2026-11-22T12:00:00Z]");
        passing.clear();
        assertThat(passing).hasToString("Credentials[user=alice, secret=******]");
        assertThat(Credentials.none()).hasToString("Credentials[user=null, secret=none]");
    }
}
