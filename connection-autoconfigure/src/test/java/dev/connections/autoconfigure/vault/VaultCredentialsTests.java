package dev.connections.autoconfigure.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.connections.ConnectionFactory;
import dev.connections.ConnectionUnavailableException;
import dev.connections.Connections;
import dev.connections.CredentialsRefusedException;
import dev.connections.ManagedConnection;
import dev.connections.autoconfigure.ConnectionsAutoConfiguration;
import dev.connections.autoconfigure.InvalidConnectionsException;
import dev.connections.credentials.Credentials;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.cloud.vault.config.VaultAutoConfiguration;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** With the real client of Spring Vault, as Spring Cloud Vault configures it. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class VaultCredentialsTests {

    private static final Duration SOON = Duration.ofSeconds(20);

    private final VaultServer vault;

    private final ApplicationContextRunner runner;

    VaultCredentialsTests() throws IOException {
        vault = new VaultServer();
        runner = new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(
                        ConnectionsAutoConfiguration.class,
                        VaultAutoConfiguration.class,
                        VaultCredentialsAutoConfiguration.class))
                .withUserConfiguration(Sessions.class)
                .withPropertyValues(
                        "spring.cloud.vault.uri=" + vault.uri(),
                        "spring.cloud.vault.authentication=approle",
                        "spring.cloud.vault.app-role.role-id=test",
                        "spring.cloud.vault.app-role.secret-id=test",
                        "spring.cloud.vault.config.lifecycle.min-renewal=1s",
                        "spring.cloud.vault.config.lifecycle.expiry-threshold=1s",
                        // what a busy machine needs for the first request to Vault
                        "connections.defaults.connect-timeout=30s",
                        "connections.pet-db.credentials.vault.poll-interval=1s");
    }

    @AfterEach
    void stopVault() {
        vault.close();
    }

    @Test
    void databaseCredentialsAreRotatedBeforeTheirLeaseEnds() {
        AtomicInteger made = new AtomicInteger();
        vault.role("pets", 3, () -> {
            int number = made.incrementAndGet();
            return Map.of("username", "v-" + number, "password", "secret of v-" + number);
        });
        runner.withPropertyValues("connections.pet-db.credentials.vault.path=database/creds/pets")
                .run(context -> {
                    assertThat(session(context)).matches("v-\\d:secret of v-\\d");
                    await().atMost(SOON).until(() -> number(session(context)) >= 3);
                });
        assertThat(vault.revokedLeases)
                .anyMatch(lease -> lease.startsWith("database/creds/pets/")
                        && Integer.parseInt(lease.substring(lease.lastIndexOf('/') + 1)) >= 3);
        assertThat(vault.calls).contains("POST auth/approle/login");
    }

    @Test
    void connectionsWithTheSamePathShareTheSecretAndItsLease() {
        AtomicInteger made = new AtomicInteger();
        vault.role("pets", 3600, () -> Map.of("username", "v-" + made.incrementAndGet(), "password", "p"));
        runner.withPropertyValues("connections.defaults.credentials.vault.path=database/creds/pets")
                .withBean("otherConnectionFactory", SessionFactory.class, SessionFactory::new)
                .run(context -> {
                    assertThat(session(context)).isEqualTo("v-1:p");
                    assertThat(session(context, "other")).isEqualTo("v-1:p");
                });
        assertThat(made).hasValue(1);
    }

    @Test
    void aLeaseThatIsLostIsReplacedAsSoonAsVaultAnswers() {
        AtomicInteger made = new AtomicInteger();
        vault.role("pets", 3, () -> Map.of("username", "v-" + made.incrementAndGet(), "password", "p"));
        runner.withPropertyValues("connections.pet-db.credentials.vault.path=database/creds/pets")
                .run(context -> {
                    session(context);
                    vault.seal(true);
                    long calls = vault.callsTo("database/creds/pets");
                    await().atMost(SOON).until(() -> vault.callsTo("database/creds/pets") >= calls + 2);
                    // by now a request that came before it was sealed has been answered
                    int before = made.get();
                    assertThat(session(context)).isEqualTo("v-" + before + ":p");
                    vault.seal(false);
                    await().atMost(SOON).until(() -> !session(context).equals("v-" + before + ":p"));
                });
    }

    @Test
    void aSecretThatTheTargetRefusesIsReplacedAtOnce() {
        AtomicInteger made = users();
        petDb().run(context -> {
            assertThat(session(context)).isEqualTo("v-1:p");
            revoke(context, "v-1");
            assertThat(session(context)).isEqualTo("v-2:p");
            assertThat(made).hasValue(2);
        });
    }

    @Test
    void aSecretThatIsRevokedWithTheTokenIsReplacedAfterAnotherLogin() {
        AtomicInteger made = users();
        petDb().run(context -> {
            assertThat(session(context)).isEqualTo("v-1:p");
            vault.revokeToken();
            revoke(context, "v-1");
            assertThat(session(context)).isEqualTo("v-2:p");
            assertThat(made).hasValue(2);
            assertThat(vault.callsTo("auth/approle/login")).isEqualTo(2);
        });
    }

    @Test
    void aKeyValueSecretIsReadWithAnotherTokenWhenItsTokenIsLost() {
        vault.keyValues.put("pets", Map.of("username", "scott", "password", "tiger"));
        runner.withPropertyValues("connections.pet-db.credentials.vault.path=secret/pets")
                .run(context -> {
                    assertThat(session(context)).isEqualTo("scott:tiger");
                    vault.revokeToken();
                    vault.keyValues.put("pets", Map.of("username", "adams", "password", "wood"));
                    await().atMost(SOON).until(() -> session(context).equals("adams:wood"));
                });
    }

    @Test
    void aKeyValueSecretThatTheTargetRefusesIsReadAgainAtOnce() {
        vault.keyValues.put("pets", Map.of("username", "scott", "password", "tiger"));
        runner.withPropertyValues(
                        "connections.pet-db.credentials.vault.path=secret/pets",
                        "connections.pet-db.credentials.vault.poll-interval=1h")
                .run(context -> {
                    assertThat(session(context)).isEqualTo("scott:tiger");
                    vault.keyValues.put("pets", Map.of("username", "scott", "password", "lion"));
                    refuse(context, "scott:tiger");
                    assertThat(session(context)).isEqualTo("scott:lion");
                });
    }

    @Test
    void aResetRequestsAnotherSecret() {
        AtomicInteger made = users();
        petDb().run(context -> {
            assertThat(session(context)).isEqualTo("v-1:p");
            context.getBean(Connections.class).get("pet-db").reset();
            assertThat(session(context)).isEqualTo("v-2:p");
            assertThat(made).hasValue(2);
        });
    }

    @Test
    void aReloadRequestsAnotherSecret() {
        AtomicInteger made = users();
        petDb().run(context -> {
            assertThat(session(context)).isEqualTo("v-1:p");
            context.getBean(Connections.class).reload("pet-db");
            assertThat(session(context)).isEqualTo("v-2:p");
            assertThat(made).hasValue(2);
        });
    }

    @Test
    void aResetOfEachOfTwoConnectionsRequestsOneSecret() {
        AtomicInteger made = users();
        runner.withPropertyValues("connections.defaults.credentials.vault.path=database/creds/pets")
                .withBean("otherConnectionFactory", SessionFactory.class, SessionFactory::new)
                .run(context -> {
                    assertThat(session(context)).isEqualTo(session(context, "other"));
                    context.getBean(Connections.class).get("pet-db").reset();
                    context.getBean(Connections.class).get("other").reset();
                    assertThat(session(context)).isEqualTo("v-2:p");
                    await().atMost(SOON).until(() -> session(context, "other").equals("v-2:p"));
                    assertThat(made).hasValue(2);
                });
    }

    @Test
    void aSecretThatIsRefusedWhileVaultIsSealedIsReplacedWhenVaultAnswers() {
        users();
        petDb().run(context -> {
            assertThat(session(context)).isEqualTo("v-1:p");
            vault.seal(true);
            revoke(context, "v-1");
            assertThatExceptionOfType(CredentialsRefusedException.class).isThrownBy(() -> session(context));
            vault.seal(false);
            await().atMost(SOON).ignoreExceptions().until(() -> session(context).equals("v-2:p"));
        });
    }

    @Test
    void usersThatNoneAcceptsAreRequestedEverLessOften() {
        AtomicInteger made = users();
        petDb().run(context -> {
            context.getBean(SessionFactory.class).refused = credentials -> true;
            long end = System.nanoTime() + Duration.ofSeconds(4).toNanos();
            await().atMost(SOON).ignoreExceptions().until(() -> {
                assertThatExceptionOfType(CredentialsRefusedException.class).isThrownBy(() -> session(context));
                return System.nanoTime() - end > 0 && made.get() >= 2;
            });
            assertThat(made.get()).isLessThanOrEqualTo(6);
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 403, 503})
    void aLeaseThatIsNotRenewedIsReplacedByOneSecret(int status) {
        AtomicInteger made = new AtomicInteger();
        vault.role("pets", 3, () -> Map.of("username", "v-" + made.incrementAndGet(), "password", "p"));
        vault.answerRenewalsWith(status);
        petDb().run(context -> {
            session(context);
            await().atMost(SOON).until(() -> number(session(context)) >= 3);
            // one after the other, as both go on
            long secrets = made.get();
            assertThat(secrets).isLessThanOrEqualTo(vault.callsTo("sys/leases/renew") + 1);
        });
    }

    /** A role that makes a user for each request, of which it counts the number. */
    private AtomicInteger users() {
        AtomicInteger made = new AtomicInteger();
        vault.role("pets", 3600, () -> Map.of("username", "v-" + made.incrementAndGet(), "password", "p"));
        return made;
    }

    private ApplicationContextRunner petDb() {
        return runner.withPropertyValues("connections.pet-db.credentials.vault.path=database/creds/pets");
    }

    /** Drops a user, and ends its sessions. */
    private static void revoke(ApplicationContext context, String user) {
        refuse(context, user + ":p");
    }

    private static void refuse(ApplicationContext context, String session) {
        context.getBean(SessionFactory.class).refused = session::equals;
    }

    @Test
    void aConnectionWaitsForVaultAndOpensWhenItIsThere() {
        vault.role("pets", 3600, () -> Map.of("username", "v", "password", "p"));
        vault.seal(true);
        runner.withPropertyValues(
                        "connections.pet-db.credentials.vault.path=database/creds/pets",
                        "connections.pet-db.connect-timeout=1s",
                        "connections.pet-db.recovery.ride-out=0s")
                .run(context -> {
                    // the first attempt may take longer than the second that a caller waits
                    await().atMost(SOON)
                            .untilAsserted(() -> assertThatExceptionOfType(ConnectionUnavailableException.class)
                                    .isThrownBy(() -> session(context))
                                    .withStackTraceContaining("Vault"));
                    vault.seal(false);
                    await().atMost(SOON).ignoreExceptions().until(() -> session(context)
                            .equals("v:p"));
                });
    }

    @Test
    void aStaticRoleIsReadAgainWhenItsTimeToLiveIsOver() {
        vault.staticRoles.put("pets", staticRole("first", 1));
        runner.withPropertyValues(
                        "connections.pet-db.credentials.vault.path=database/static-creds/pets",
                        "connections.pet-db.credentials.vault.poll-interval=1h")
                .run(context -> {
                    assertThat(session(context)).isEqualTo("pets:first");
                    vault.staticRoles.put("pets", staticRole("second", 3600));
                    await().atMost(SOON).until(() -> session(context).equals("pets:second"));
                    long calls = vault.callsTo("database/static-creds/pets");
                    assertThat(session(context)).isEqualTo("pets:second");
                    assertThat(vault.callsTo("database/static-creds/pets")).isEqualTo(calls);
                });
    }

    @Test
    void aKeyValueSecretIsReadAgainAtTheInterval() {
        vault.keyValues.put("pets", Map.of("user", "scott", "pin", "tiger"));
        runner.withPropertyValues(
                        "connections.pet-db.credentials.vault.path=secret/pets",
                        "connections.pet-db.credentials.vault.username-key=user",
                        "connections.pet-db.credentials.vault.password-key=pin")
                .run(context -> {
                    assertThat(session(context)).isEqualTo("scott:tiger");
                    vault.keyValues.put("pets", Map.of("user", "adams", "pin", "wood"));
                    await().atMost(SOON).until(() -> session(context).equals("adams:wood"));
                });
    }

    @Test
    void theUserMayStandInTheProperties() {
        vault.keyValues.put("pets", Map.of("password", "tiger"));
        runner.withPropertyValues(
                        "connections.pet-db.credentials.vault.path=secret/pets", "connections.pet-db.username=scott")
                .run(context -> assertThat(session(context)).isEqualTo("scott:tiger"));
    }

    @Test
    void aSecretWithoutAPasswordIsReported() {
        vault.keyValues.put("pets", Map.of("pass", "tiger"));
        runner.withPropertyValues(
                        "connections.pet-db.credentials.vault.path=secret/pets",
                        "connections.pet-db.connect-timeout=1s",
                        "connections.pet-db.recovery.ride-out=0s")
                .run(context -> await().atMost(SOON)
                        .untilAsserted(() -> assertThatExceptionOfType(ConnectionUnavailableException.class)
                                .isThrownBy(() -> session(context))
                                .withMessageContaining("'secret/pets'")
                                .withMessageContaining("connections.pet-db.credentials.vault.password-key")));
    }

    @Test
    void aPropertySourceOfVaultIsReadAgain() {
        vault.keyValues.put("pets", Map.of("username", "scott", "password", "tiger"));
        try (ConfigurableApplicationContext context = runWithImport()) {
            assertThat(session(context)).isEqualTo("scott:tiger");
            vault.keyValues.put("pets", Map.of("username", "adams", "password", "wood"));
            await().atMost(SOON).until(() -> session(context).equals("adams:wood"));
        }
    }

    @Test
    void whatAPropertySourceHasLoadedWillDoWhileVaultDoesNotAnswer() {
        vault.keyValues.put("pets", Map.of("username", "scott", "password", "tiger"));
        try (ConfigurableApplicationContext context = runWithImport()) {
            vault.seal(true);
            long calls = vault.calls.size();
            await().atMost(SOON).until(() -> vault.calls.size() >= calls + 2);
            context.getBean(Connections.class).get("pet-db").reset();
            assertThat(session(context)).isEqualTo("scott:tiger");
        }
    }

    @Test
    void anImportedSecretThatTheTargetRefusesIsReadAgainAtOnce() {
        vault.keyValues.put("pets", Map.of("username", "scott", "password", "tiger"));
        try (ConfigurableApplicationContext context =
                runWithImport("secret/pets", "--connections.defaults.credentials.vault.poll-interval=1h")) {
            assertThat(session(context)).isEqualTo("scott:tiger");
            vault.keyValues.put("pets", Map.of("username", "adams", "password", "wood"));
            context.getBean(SessionFactory.class).refused = session -> session.equals("scott:tiger");
            context.getBean(Connections.class).get("pet-db").reset();
            await().atMost(SOON).until(() -> session(context).equals("adams:wood"));
        }
    }

    @Test
    void anImportedLeaseThatTheTargetRefusesIsReplacedAtOnce() {
        AtomicInteger users = new AtomicInteger();
        vault.role("pets", 3_600, () -> {
            int user = users.incrementAndGet();
            return Map.of("username", "user" + user, "password", "secret" + user);
        });
        try (ConfigurableApplicationContext context = runWithImport("database/creds/pets")) {
            assertThat(session(context)).isEqualTo("user1:secret1");
            context.getBean(SessionFactory.class).refused = session -> session.startsWith("user1:");
            context.getBean(Connections.class).get("pet-db").reset();
            await().atMost(SOON).until(() -> session(context).equals("user2:secret2"));
            assertThat(users).hasValue(2);
        }
    }

    private ConfigurableApplicationContext runWithImport() {
        return runWithImport("secret/pets", "--connections.defaults.credentials.vault.poll-interval=1s");
    }

    private ConfigurableApplicationContext runWithImport(String path, String... arguments) {
        return new SpringApplicationBuilder(Application.class)
                .run(Stream.concat(
                                Stream.of(arguments),
                                Stream.of(
                                        "--spring.config.import=vault://" + path + "?prefix=connections.pet-db.",
                                        "--spring.cloud.vault.enabled=true",
                                        "--spring.cloud.vault.uri=" + vault.uri(),
                                        "--spring.cloud.vault.token=" + VaultServer.TOKEN,
                                        "--spring.main.web-application-type=none",
                                        "--spring.autoconfigure.exclude=org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration"))
                        .toArray(String[]::new));
    }

    @Test
    void aPathWithoutAClientOfVaultIsReported() {
        new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(ConnectionsAutoConfiguration.class))
                .withUserConfiguration(Sessions.class)
                .withPropertyValues("connections.pet-db.credentials.vault.path=secret/pets")
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .isInstanceOf(InvalidConnectionsException.class)
                        .hasMessageContaining("connections.pet-db.credentials.vault.path")
                        .hasMessageContaining("spring-cloud-starter-vault-config"));
    }

    private static Map<String, Object> staticRole(String password, int ttl) {
        return Map.of(
                "username",
                "pets",
                "password",
                password,
                "last_vault_rotation",
                "2026-11-21T00:00:00Z",
                "rotation_period",
                3600,
                "ttl",
                ttl);
    }

    private static String session(ApplicationContext context) {
        return session(context, "pet-db");
    }

    /** The number in a session of a user such as {@code v-3}. */
    private static int number(String session) {
        return Integer.parseInt(session.substring(2, session.indexOf(':')));
    }

    private static String session(ApplicationContext context, String name) {
        ManagedConnection<?> connection = context.getBean(Connections.class).get(name);
        return connection.<String, RuntimeException>call(session -> String.valueOf(session));
    }

    @EnableAutoConfiguration
    @Configuration(proxyBeanMethods = false)
    static class Application extends Sessions {}

    @Configuration(proxyBeanMethods = false)
    static class Sessions {

        @Bean
        SessionFactory petDbConnectionFactory() {
            return new SessionFactory();
        }
    }

    /** Opens what only knows who it was opened as. */
    static final class SessionFactory implements ConnectionFactory<String> {

        private volatile Predicate<String> refused = session -> false;

        @Override
        public String connect(Credentials credentials) {
            String session = credentials.user() + ":" + credentials.secret();
            if (refused.test(session)) {
                throw new CredentialsRefusedException("pet-db", "refused", null);
            }
            return session;
        }

        @Override
        public boolean isOpen(String session) {
            return !refused.test(session);
        }

        @Override
        public void close(String session) {}
    }
}
