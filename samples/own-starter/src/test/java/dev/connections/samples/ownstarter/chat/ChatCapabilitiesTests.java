package dev.connections.samples.ownstarter.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.connections.ConnectionState;
import dev.connections.ConnectionUnavailableException;
import dev.connections.CredentialsRefusedException;
import dev.connections.autoconfigure.login.LoginConnections;
import dev.connections.support.RateLimitExceededException;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertPathBuilderException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthContributors;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.cache.concurrent.ConcurrentMapCacheManager;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClientService;

/** A type of a third party has what the built-in types have. It sees the public artifact only. */
class ChatCapabilitiesTests {

    private static final String REGISTRATION = "spring.security.oauth2.client.registration.chat.";

    private ChatServer server;

    @BeforeEach
    void start() throws IOException {
        server = new ChatServer();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private ApplicationContextRunner application() {
        return withoutSecret().withPropertyValues("connections.team.password=" + ChatServer.SECRET);
    }

    private ApplicationContextRunner withoutSecret() {
        return new ApplicationContextRunner()
                .withUserConfiguration(Application.class)
                .withPropertyValues(
                        "connections.team.url=chat://127.0.0.1:" + server.port(),
                        "connections.team.connect-timeout=40s");
    }

    private ApplicationContextRunner withTokens() {
        return withoutSecret()
                .withPropertyValues(
                        "connections.team.auth.registration=chat",
                        REGISTRATION + "client-id=team",
                        REGISTRATION + "client-secret=hunter2",
                        REGISTRATION + "authorization-grant-type=client_credentials",
                        "spring.security.oauth2.client.provider.chat.token-uri=http://127.0.0.1:" + server.port()
                                + "/token");
    }

    @Test
    void brokenReadsAreRetriedAndCounted() {
        application().run(context -> {
            ChatConnection team = context.getBean(ChatConnection.class);
            assertThat(team.type()).isEqualTo("chat");
            server.toFail.set(1);
            assertThat(team.transcript().lines()).containsExactly("hello");
            assertThat(server.reads).hasValue(2);
            assertThat(context.getBean(MeterRegistry.class)
                            .get("connections.retries")
                            .tag("connection", "team")
                            .functionCounter()
                            .count())
                    .isEqualTo(1);
        });
    }

    @Test
    void tokensComeFromARegistrationAndARefusedOneIsReplaced() {
        withTokens().run(context -> {
            ChatConnection team = context.getBean(ChatConnection.class);
            assertThat(team.transcript().lines()).containsExactly("hello");
            assertThat(server.tokens).hasValue(1);
            server.accepted.clear();
            assertThat(team.transcript().lines()).containsExactly("hello");
            assertThat(server.tokens).hasValue(2);
            server.accepted.clear();
            int posts = server.posts.get();
            assertThatExceptionOfType(CredentialsRefusedException.class)
                    .isThrownBy(() -> team.post("not sent twice"))
                    .withMessageContaining("401");
            assertThat(server.posts).hasValue(posts + 1);
            team.post("sent with the next token");
            assertThat(server.messages).containsExactly("hello", "sent with the next token");
        });
    }

    @Test
    void aTokenThatStaysRefusedIsARefusal() {
        application().run(context -> {
            ChatConnection team = context.getBean(ChatConnection.class);
            assertThat(team.transcript().lines()).containsExactly("hello");
            server.accepted.clear();
            assertThatExceptionOfType(CredentialsRefusedException.class).isThrownBy(team::transcript);
            assertThat(team.state()).isEqualTo(ConnectionState.REFUSED);
        });
    }

    @Test
    void aRegistrationThatIsMissingFailsTheStart() {
        application()
                .withPropertyValues("connections.team.auth.registration=chatt")
                .run(context -> assertThat(trace(context.getStartupFailure()))
                        .contains("connections.team", "'auth.registration' is 'chatt'")
                        .doesNotContain(ChatServer.SECRET));
    }

    @Test
    void aMissingLibraryIsNamedWithItsCoordinates() {
        withTokens()
                .withClassLoader(new FilteredClassLoader(OAuth2AuthorizedClientService.class))
                .run(context -> assertThat(trace(context.getStartupFailure()))
                        .contains("'auth.registration'", "spring-boot-starter-security-oauth2-client"));
    }

    @Test
    void anSslBundleIsCheckedAtTheStart() {
        application().withPropertyValues("connections.team.ssl-bundle=intern").run(context -> assertThat(
                        trace(context.getStartupFailure()))
                .contains("connections.team.ssl-bundle", "intern"));
    }

    @Test
    void anSslBundleIsTrusted(@TempDir Path directory) throws Exception {
        Path store = keyStore(directory);
        String bundle = "spring.ssl.bundle.jks.intern.truststore.";
        String[] trusted = {bundle + "location=file:" + store, bundle + "password=changeit"};
        try (ChatServer secure = new ChatServer(serverContext(store))) {
            ApplicationContextRunner runner = application()
                    .withPropertyValues("connections.team.url=chats://127.0.0.1:" + secure.port())
                    .withPropertyValues(trusted);
            runner.withPropertyValues("connections.team.ssl-bundle=intern").run(context -> assertThat(
                            context.getBean(ChatConnection.class).transcript().lines())
                    .containsExactly("hello"));
            assertThat(secure.reads).hasValue(1);
            runner.run(context -> assertThatExceptionOfType(ConnectionUnavailableException.class)
                    .isThrownBy(context.getBean(ChatConnection.class)::transcript)
                    .withRootCauseInstanceOf(CertPathBuilderException.class));
        }
    }

    /** A key for 127.0.0.1 and its self-signed certificate, made by the tool of the JDK. */
    private static Path keyStore(Path directory) throws Exception {
        Path store = directory.resolve("key.p12");
        Process keytool = new ProcessBuilder((Path.of(System.getProperty("java.home"), "bin", "keytool")
                                + " -genkeypair -alias key -keyalg RSA -dname CN=chat -ext san=ip:127.0.0.1"
                                + " -validity 36500 -storetype PKCS12 -storepass changeit -keystore " + store)
                        .split(" "))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(keytool.waitFor(2, TimeUnit.MINUTES)).isTrue();
        assertThat(keytool.exitValue()).isZero();
        return store;
    }

    private static SSLContext serverContext(Path store) throws Exception {
        char[] password = "changeit".toCharArray();
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(KeyStore.getInstance(store.toFile(), password), password);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context;
    }

    @Test
    void requestsKeepARateLimit() {
        application()
                .withPropertyValues(
                        "connections.team.rate-limit.calls=2",
                        "connections.team.rate-limit.period=1h",
                        "connections.team.rate-limit.max-wait=0s")
                .run(context -> {
                    ChatConnection team = context.getBean(ChatConnection.class);
                    team.transcript();
                    team.post("second");
                    assertThatExceptionOfType(RateLimitExceededException.class)
                            .isThrownBy(team::transcript)
                            .withMessageContaining("team");
                });
    }

    @Test
    void resultsAreCached() {
        application().run(context -> {
            ChatConnection team = context.getBean(ChatConnection.class);
            Transcript first = team.transcript(Duration.ofHours(1));
            assertThat(team.transcript(Duration.ofHours(1))).isSameAs(first);
            assertThat(server.reads).hasValue(1);
            assertThat(team.transcript().lines()).isEqualTo(first.lines());
            assertThat(server.reads).hasValue(2);
            team.cache().evict("lobby");
            team.transcript(Duration.ofHours(1));
            assertThat(server.reads).hasValue(3);
            assertThat(team.cache().codecs()).hasAtLeastOneElementOfType(Transcript.Codec.class);
        });
        application().withPropertyValues("connections.team.cache.ttl=1h").run(context -> {
            ChatConnection team = context.getBean(ChatConnection.class);
            assertThat(team.transcript()).isSameAs(team.transcript());
        });
    }

    @Test
    void anExpiredResultIsRenewed() {
        application().run(context -> {
            ChatConnection team = context.getBean(ChatConnection.class);
            Duration expired = Duration.ofNanos(1);
            Transcript first = team.transcript(expired);
            server.messages.addAll(List.of("second", "third"));
            assertThat(team.transcript(expired).lines()).containsExactly("hello", "second", "third");
            assertThat(team.transcript(expired).lines()).containsExactly("hello", "second", "third");
            assertThat(server.reads).hasValue(3);
            assertThat(server.sent).as("each message is sent once").hasValue(3);
            assertThat(first.lines()).containsExactly("hello");
            team.cache().clear();
            team.transcript(expired);
            assertThat(server.sent).hasValue(6);
        });
    }

    @Test
    void theCodecWritesResultsForOtherNodes() {
        server.messages.addAll(List.of("", "two\nlines", "\ud83d\ude00"));
        ConcurrentMapCacheManager grid = new ConcurrentMapCacheManager();
        ApplicationContextRunner node = application()
                .withBean("grid", ConcurrentMapCacheManager.class, () -> grid)
                .withPropertyValues("connections.team.cache.store=grid");
        node.run(context -> {
            Transcript loaded = context.getBean(ChatConnection.class).transcript(Duration.ofHours(1));
            node.run(other -> assertThat(other.getBean(ChatConnection.class).transcript(Duration.ofHours(1)))
                    .isEqualTo(loaded)
                    .isNotSameAs(loaded));
        });
        assertThat(server.reads).hasValue(1);
    }

    @Test
    void callsAreObservedAndFiguresAreMetrics() {
        application().run(context -> {
            context.getBean(ChatConnection.class).post("one");
            context.getBean(ChatConnection.class).post("two");
            MeterRegistry meters = context.getBean(MeterRegistry.class);
            assertThat(meters.get("chat.call").tag("operation", "post").timer().count())
                    .isEqualTo(2);
            assertThat(meters.get("connections.chat.sent")
                            .tag("connection", "team")
                            .gauge()
                            .value())
                    .isEqualTo(2);
        });
    }

    @Test
    void healthNamesTheTarget() {
        application().run(context -> {
            context.getBean(ChatConnection.class).transcript();
            HealthContributors connections = (HealthContributors) context.getBean("connectionsHealthContributor");
            Health health = ((HealthIndicator) connections.getContributor("team")).health();
            assertThat(health.getDetails())
                    .containsEntry("host", "127.0.0.1")
                    .containsEntry("port", server.port())
                    .containsEntry("chat", Map.of("sent", 0L));
        });
    }

    @Test
    void theHandleBringsABean() {
        application().run(context -> {
            context.getBean("teamAnnouncements", Announcements.class).announce("lunch");
            context.getBean(Announcements.class).announce("tea");
            assertThat(server.messages).containsExactly("hello", "*** lunch ***", "*** tea ***");
        });
    }

    @Test
    void usersLogInWithWhatTheTypeSays() {
        withoutSecret()
                .withPropertyValues("connections.team.login.enabled=true")
                .run(context -> assertThat(context.getBean(LoginConnections.class)
                                .target("team")
                                .logins()
                                .form()
                                .fields())
                        .singleElement()
                        .hasFieldOrPropertyWithValue("name", "token"));
    }

    @Test
    void settingsOfAFileComeLast(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("chatrc"), "room=backstage\n");
        application().withSystemProperties("CHATRC=" + file).run(context -> assertThat(
                        context.getBean(ChatConnection.class).transcript().room())
                .isEqualTo("backstage"));
        application()
                .withSystemProperties("CHATRC=" + file)
                .withPropertyValues("connections.team.room=stage")
                .run(context -> assertThat(context.getBean(ChatConnection.class)
                                .transcript()
                                .room())
                        .isEqualTo("stage"));
    }

    @Test
    void wrongKeysAreReported() {
        application()
                .withPropertyValues("connections.team.rom=x", "connections.team.rate-limit.cals=1")
                .run(context -> assertThat(trace(context.getStartupFailure()))
                        .contains("connections.team.rom", "'room'", "connections.team.rate-limit.cals", "calls"));
    }

    @Test
    void theMetadataHasNestedPropertiesOfTheLibrary() throws IOException {
        try (InputStream metadata = getClass().getResourceAsStream("/META-INF/spring-configuration-metadata.json")) {
            assertThat(new String(metadata.readAllBytes(), StandardCharsets.UTF_8))
                    .contains("connections.defaults.chat.room", "Room to read from and to write to.")
                    .containsOnlyOnce("connections.defaults.chat.rate-limit.max-wait")
                    .contains("Maximum time that a call waits for the rate limit.");
        }
    }

    private static String trace(Throwable failure) {
        assertThat(failure).isNotNull();
        StringWriter trace = new StringWriter();
        failure.printStackTrace(new PrintWriter(trace));
        return trace.toString();
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Application {

        @Bean
        MeterRegistry meters() {
            return new SimpleMeterRegistry();
        }
    }
}
