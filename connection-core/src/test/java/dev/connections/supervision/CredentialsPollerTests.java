package dev.connections.supervision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connections.ConnectionState;
import dev.connections.CredentialsRefusedException;
import dev.connections.credentials.Credentials;
import dev.connections.credentials.CredentialsProvider;
import dev.connections.supervision.ModelTarget.Mood;
import dev.connections.supervision.Scene.Call;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class CredentialsPollerTests {

    private final AtomicInteger asked = new AtomicInteger();

    private Scene scene = new Scene();

    @AfterEach
    void endWell() {
        scene.close();
    }

    @Test
    void aProviderThatIsPolledAndAnswersSomethingElseLeadsToAResourceOfTheNewCredentials() {
        scene.call();
        scene.target.changeCredentials(true, false);
        scene.pass(scene.target.pollInterval());
        assertThat(scene.target.resources).hasSize(2);
        assertThat(scene.target.resources.get(0).closed).isEqualTo(1);
        scene.pass(Duration.ofMinutes(1));
        assertThat(scene.target.resources).as("opened anew once").hasSize(2);
    }

    @Test
    void theOldResourceServesUntilTheNewOneIsThere() {
        Call using = scene.callThatHangs();
        scene.target.changeCredentials(true, true);
        scene.target.connecting = Mood.HANGS;
        scene.pass(scene.target.pollInterval());
        Call meanwhile = scene.call();
        assertThat(meanwhile.took).isZero();
        assertThat(meanwhile.served).isSameAs(using.got);
        scene.target.connecting = Mood.WELL;
        scene.settle();
        assertThat(scene.call().served).isNotNull().isNotSameAs(using.got);
        assertThat(using.took).as("what is in flight goes on").isNull();
        using.got.open = false;
        scene.pass(Duration.ofSeconds(3));
    }

    @Test
    void credentialsThatChangeAgainDuringARefreshAreUsedAtOnceAfterIt() {
        scene.call();
        scene.target.changeCredentials(true, true);
        scene.target.connecting = Mood.HANGS;
        scene.pass(scene.target.pollInterval());
        scene.target.changeCredentials(true, true);
        scene.pass(scene.target.pollInterval());
        scene.target.connecting = Mood.WELL;
        scene.settle();
        assertThat(scene.call().served)
                .isNotNull()
                .extracting(resource -> resource.secret)
                .isEqualTo(scene.target.provided());
    }

    @Test
    void aRefreshThatFailsKeepsTheOldResourceAndIsTriedAgain() {
        Call first = scene.call();
        scene.target.changeCredentials(true, true);
        scene.target.connecting = Mood.FAILS;
        scene.pass(Duration.ofMinutes(1));
        assertThat(scene.connection.state()).isEqualTo(ConnectionState.DEGRADED);
        assertThat(scene.connection.status().failure()).hasMessage("the target fails");
        assertThat(scene.connection.status().nextAttempt()).isNotNull();
        assertThat(scene.call().served).isSameAs(first.served);
        scene.target.connecting = Mood.WELL;
        scene.pass(Scene.SETTINGS.recovery().maxInterval());
        assertThat(scene.connection.state()).isEqualTo(ConnectionState.UP);
        assertThat(scene.call().served).isNotSameAs(first.served);
        assertThat(scene.log())
                .singleElement()
                .asString()
                .contains("could not be reopened and continues with its present resource");
    }

    @Test
    void newCredentialsThatAreRefusedAreTriedOnce() {
        Call first = scene.call();
        scene.target.changeCredentials(false, true);
        scene.pass(Duration.ofMinutes(10));
        assertThat(scene.connection.state()).isEqualTo(ConnectionState.DEGRADED);
        assertThat(scene.call().served).isSameAs(first.served);
        assertThat(scene.target.logins).isEqualTo(2);
        scene.target.changeCredentials(true, true);
        scene.pass(Duration.ofSeconds(30));
        assertThat(scene.connection.state()).isEqualTo(ConnectionState.UP);
    }

    @Test
    void credentialsAreRenewedBeforeTheyExpire() {
        scene.close();
        scene = new Scene(() -> Credentials.of("scott", "token-" + asked.incrementAndGet())
                .expiringAt(scene.runtime.time().plusSeconds(100)));
        scene.target.acceptsAll = true;
        scene.call();
        scene.pass(Duration.ofSeconds(79));
        assertThat(scene.target.resources).hasSize(1);
        scene.pass(Duration.ofSeconds(2));
        assertThat(scene.target.resources).hasSize(2);
        assertThat(scene.target.resources.get(0).closed).isEqualTo(1);
        scene.pass(Duration.ofSeconds(400));
        assertThat(scene.target.resources).hasSize(7);
    }

    @Test
    void theSameSecretWithALaterExpiryIsNoReasonToOpenAnew() {
        scene.close();
        scene = new Scene(() -> Credentials.of("scott", "secret-0")
                .expiringAt(scene.runtime.time().plusSeconds(10)));
        scene.call();
        scene.pass(Duration.ofMinutes(5));
        assertThat(scene.target.resources).hasSize(1);
    }

    @Test
    void theSameSecretWithALaterExpiryIsNotTriedAgainWhenItIsRefused() {
        scene.close();
        scene = new Scene(() ->
                Credentials.of("scott", "wrong").expiringAt(scene.runtime.time().plusSeconds(3600)));
        for (int i = 0; i < 20; i++) {
            assertThat(scene.call().failure).isInstanceOf(CredentialsRefusedException.class);
            scene.pass(Duration.ofSeconds(10));
        }
        assertThat(scene.target.logins).isEqualTo(1);
    }

    @Test
    void aRefusalEndsWhenTheProviderAnswersSomethingElse() {
        scene.target.refuse();
        assertThat(scene.call().failure).isInstanceOf(CredentialsRefusedException.class);
        scene.pass(Duration.ofMinutes(5));
        assertThat(scene.connection.state()).isEqualTo(ConnectionState.REFUSED);
        assertThat(scene.target.logins).isEqualTo(1);
        scene.target.changeCredentials(true, true);
        scene.pass(Duration.ofSeconds(30));
        assertThat(scene.connection.state()).isEqualTo(ConnectionState.UP);
    }

    @Test
    void refusedCredentialsOfAProviderThatCachesAreReplacedInTheSameAttempt() {
        CachingProvider provider = new CachingProvider();
        scene.close();
        scene = new Scene(provider);
        scene.call();
        scene.target.changeCredentials(true, false);
        scene.target.breakAll();
        Call call = scene.call();
        assertThat(call.served).isNotNull();
        assertThat(call.served.secret).isEqualTo(scene.target.provided());
        assertThat(provider.invalidated).containsExactly("secret-0");
        assertThat(scene.target.logins).isEqualTo(3);
        assertThat(scene.connection.state()).isEqualTo(ConnectionState.UP);
    }

    @Test
    void aResetInvalidatesTheCredentialsOfTheResource() {
        CachingProvider provider = new CachingProvider();
        scene.close();
        scene = new Scene(provider);
        scene.connection.reset();
        assertThat(provider.invalidated).as("before it is open").isEmpty();
        scene.call();
        scene.target.changeCredentials(true, true);
        scene.connection.reset();
        assertThat(scene.call().served).extracting(resource -> resource.secret).isEqualTo("secret-1");
        assertThat(provider.invalidated).containsExactly("secret-0");
    }

    /** Requests credentials once, and again when they are invalidated. */
    private final class CachingProvider implements CredentialsProvider {

        private final List<String> invalidated = new CopyOnWriteArrayList<>();

        private volatile @Nullable Credentials cached;

        @Override
        public Credentials get() {
            Credentials known = cached;
            if (known == null) {
                known = Credentials.of("scott", scene.target.provided());
                cached = known;
            }
            return known;
        }

        @Override
        public void invalidate(Credentials credentials) {
            invalidated.add(String.valueOf(credentials.secret()));
            cached = null;
        }
    }

    @Test
    void onlyAttemptsThatReachTheTargetAreCounted() {
        scene.target.refuse();
        assertThat(scene.call().failure).isInstanceOf(CredentialsRefusedException.class);
        scene.pass(Duration.ofMinutes(5));
        assertThat(scene.target.logins).isEqualTo(1);
        assertThat(scene.connection.statistics().failedAttempts()).isEqualTo(1);
        assertThat(scene.connection.statistics().rejectedCalls()).isZero();
    }

    @Test
    void aResetEndsTheRefusal() {
        scene.target.refuse();
        assertThat(scene.call().failure).isInstanceOf(CredentialsRefusedException.class);
        scene.target.acceptsAll = true;
        scene.target.forgetRefusal();
        scene.run(scene.connection::reset);
        assertThat(scene.connection.state()).isEqualTo(ConnectionState.UP);
        assertThat(scene.target.logins).isEqualTo(2);
    }

    @Test
    void aCallerWhoIsRefusedAsksTheProviderAgainAndIsServedIfItsAnswerHasChanged() {
        scene.target.refuse();
        assertThat(scene.call().failure).isInstanceOf(CredentialsRefusedException.class);
        scene.pass(Duration.ofMinutes(5).plusSeconds(2));
        scene.target.changeCredentials(true, true);
        assertThat(scene.call().served).isNotNull();
    }

    @Test
    void otherCredentialsWhoseTargetIsDownLeadToTheCircuitNotToTheRefusalOfBefore() {
        scene.target.refuse();
        assertThat(scene.call().failure).isInstanceOf(CredentialsRefusedException.class);
        scene.target.changeCredentials(true, true);
        scene.target.connecting = Mood.FAILS;
        scene.pass(Duration.ofMinutes(1));
        int logins = scene.target.logins;
        Call call = scene.call();
        assertThat(call.failure)
                .isNotInstanceOf(CredentialsRefusedException.class)
                .hasMessageContaining("fails");
        assertThat(call.took).isZero();
        assertThat(scene.target.logins).as("attempts keep their cadence").isEqualTo(logins);
    }

    @Test
    void aProviderThatFailsIsReportedOnceAndAskedAgain() {
        scene.call();
        scene.target.providing = Mood.FAILS;
        scene.pass(Duration.ofMinutes(1));
        assertThat(scene.connection.state()).isEqualTo(ConnectionState.UP);
        assertThat(scene.log()).singleElement().asString().contains("keeps its current credentials");
        scene.target.providing = Mood.WELL;
        scene.target.changeCredentials(true, true);
        scene.pass(scene.target.pollInterval());
        assertThat(scene.target.resources).hasSize(2);
    }

    @Test
    void aProviderThatHangsIsInterruptedAndAskedAgain() {
        scene.call();
        scene.target.providing = Mood.HANGS;
        scene.pass(Duration.ofSeconds(5));
        scene.target.changeCredentials(true, true);
        scene.target.providing = Mood.WELL;
        scene.pass(Duration.ofSeconds(10));
        assertThat(scene.target.resources).hasSize(2);
    }

    @Test
    void aProviderThatHangsIsReportedOnceAndAskedAgain() {
        scene.call();
        scene.target.providing = Mood.HANGS;
        scene.pass(Duration.ofMinutes(1));
        assertThat(scene.log())
                .singleElement()
                .asString()
                .contains("its provider failed")
                .contains("no answer within");
        assertThat(scene.runtime.unfinished()).hasSizeLessThanOrEqualTo(1);
        scene.target.providing = Mood.WELL;
        scene.target.changeCredentials(true, true);
        scene.pass(Duration.ofSeconds(8));
        assertThat(scene.target.resources).hasSize(2);
    }

    @Test
    void aProviderThatHangsWhateverInterruptsItTakesFewThreads() {
        scene.call();
        scene.target.providing = Mood.HANGS_WHATEVER_COMES;
        scene.pass(Duration.ofMinutes(10));
        assertThat(scene.runtime.unfinished()).hasSizeBetween(1, 4);
        assertThat(scene.call().served).isNotNull();
    }
}
