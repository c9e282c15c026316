package dev.connections.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.connections.ConnectionDefinition;
import dev.connections.ConnectionFactory;
import dev.connections.ConnectionType;
import dev.connections.Connections;
import dev.connections.DelegatingConnection;
import dev.connections.ManagedConnection;
import dev.connections.autoconfigure.health.ConnectionsHealthContributorAutoConfiguration;
import dev.connections.credentials.Credentials;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.health.autoconfigure.contributor.HealthContributorAutoConfiguration;
import org.springframework.boot.health.contributor.CompositeHealthContributor;
import org.springframework.boot.health.contributor.HealthContributor;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** A client of an application's own that repeats its configuration in its exceptions. */
@ExtendWith(OutputCaptureExtension.class)
class TalkativeClientTests {

    private static final String SECRETS = "Neutral-[0-9]-Neutral";

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    ConnectionsAutoConfiguration.class,
                    HealthContributorAutoConfiguration.class,
                    ConnectionsHealthContributorAutoConfiguration.class))
            .withBean(TalkativeConnectionType.class)
            .withPropertyValues("logging.level.dev.connections=trace", "connections.defaults.recovery.ride-out=0s");

    @Test
    void theSecretsOfItsCredentialsAndSettingsAreShownNowhere(CapturedOutput output) {
        runner.withPropertyValues(
                        "four=Neutral-4-Neutral",
                        "connections.chat.type=talkative",
                        "connections.chat.url=chat://scott:Neutral-1-Neutral@chat.example.com/room",
                        "connections.chat.api-key=Neutral-2-Neutral",
                        "connections.defaults.talkative.proxy.password=Neutral-3-Neutral",
                        "connections.chat.options.token=${four}",
                        "connections.chat.options.language=tr")
                .run(context -> {
                    ManagedConnection<?> chat =
                            context.getBean(Connections.class).get("chat");
                    StringWriter trace = new StringWriter();
                    catchThrowable(() -> chat.call(Object::toString)).printStackTrace(new PrintWriter(trace));

                    assertThat(trace.toString())
                            .contains("'chat'", "chat.example.com/room as scott with ****** ****** ****** ****** in tr")
                            .doesNotContainPattern(SECRETS);
                    CompositeHealthContributor health = context.getBean(CompositeHealthContributor.class);
                    HealthContributor ofChat = health.getContributor("chat");
                    assertThat(String.valueOf(((HealthIndicator) ofChat).health(true)))
                            .contains("DOWN")
                            .doesNotContainPattern(SECRETS);
                    assertThat(chat.toString()).doesNotContainPattern(SECRETS);
                });
        assertThat(output.getAll()).contains("'chat'").doesNotContainPattern(SECRETS);
    }

    @Test
    void soAreThoseOfAConnectionThatIsMadeAtRunTime(CapturedOutput output) {
        runner.run(context -> {
            ManagedConnection<?> adhoc = context.getBean(Connections.class)
                    .open(
                            "adhoc",
                            TalkativeConnection.class,
                            Map.of(
                                    "type", "talkative",
                                    "url", "chat://adhoc.example.com",
                                    "username", "scott",
                                    "password", "Neutral-1-Neutral",
                                    "api-key", "Neutral-2-Neutral"));
            StringWriter trace = new StringWriter();
            catchThrowable(() -> adhoc.call(Object::toString)).printStackTrace(new PrintWriter(trace));

            assertThat(trace.toString()).contains("adhoc.example.com").doesNotContainPattern(SECRETS);
        });
        assertThat(output.getAll()).doesNotContainPattern(SECRETS);
    }

    static final class TalkativeConnectionType
            implements ConnectionType<TalkativeProperties, StringBuilder, TalkativeConnection> {

        @Override
        public ConnectionFactory<StringBuilder> connectionFactory(
                ConnectionDefinition<TalkativeProperties> definition) {
            return new TalkativeFactory(definition.properties());
        }

        @Override
        public TalkativeConnection handle(
                ManagedConnection<StringBuilder> connection, ConnectionDefinition<TalkativeProperties> definition) {
            return new TalkativeConnection(connection);
        }
    }

    record TalkativeProperties(
            String url, @Nullable String apiKey, @Nullable Proxy proxy, @Nullable Map<String, String> options) {

        record Proxy(String password) {}
    }

    static final class TalkativeConnection extends DelegatingConnection<StringBuilder> {

        TalkativeConnection(ManagedConnection<StringBuilder> connection) {
            super(connection);
        }
    }

    private record TalkativeFactory(TalkativeProperties properties) implements ConnectionFactory<StringBuilder> {

        @Override
        public StringBuilder connect(Credentials credentials) throws IOException {
            Map<String, String> options = (properties.options() == null) ? Map.of() : properties.options();
            throw new IOException("no answer of " + properties.url().replaceFirst(".*@", "") + " as "
                    + credentials.user() + " with " + credentials.secret() + " " + properties.apiKey() + " "
                    + ((properties.proxy() == null) ? null : properties.proxy().password()) + " "
                    + options.get("token") + " in " + options.get("language"));
        }

        @Override
        public boolean isOpen(StringBuilder client) {
            return true;
        }

        @Override
        public void close(StringBuilder client) {}
    }
}
