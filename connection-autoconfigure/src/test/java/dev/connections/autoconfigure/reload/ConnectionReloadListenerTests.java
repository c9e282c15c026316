package dev.connections.autoconfigure.reload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.connections.ConnectionState;
import dev.connections.Connections;
import dev.connections.autoconfigure.ConnectionsAutoConfiguration;
import dev.connections.autoconfigure.FtpClient;
import dev.connections.autoconfigure.FtpConnection;
import dev.connections.autoconfigure.FtpConnectionType;
import dev.connections.autoconfigure.binding.ConnectionTypes;
import dev.connections.autoconfigure.binding.EffectiveSettings;
import dev.connections.autoconfigure.registry.ConnectionRegistry;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.cloud.context.environment.EnvironmentChangeEvent;
import org.springframework.context.ApplicationContext;
import org.springframework.core.env.MapPropertySource;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ConnectionReloadListenerTests {

    private final Map<String, Object> properties = new ConcurrentHashMap<>(Map.of(
            "connections.files.url", "ftp://files",
            "connections.files.password", "tiger",
            "connections.other.url", "ftp://${other.host}",
            "connections.other.connect-timeout", "4s",
            "other.host", "other"));

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(
                    AutoConfigurations.of(ConnectionsAutoConfiguration.class, ConnectionReloadAutoConfiguration.class))
            .withBean(FtpConnectionType.class)
            .withInitializer(context -> context.getEnvironment()
                    .getPropertySources()
                    .addFirst(new MapPropertySource("changing", properties)));

    @Test
    void aConnectionWithOtherSettingsIsReloadedAndNoOther() {
        runner.run(context -> {
            FtpClient files = client(context, "files");
            FtpClient other = client(context, "other");
            change(context, "connections.files.url", "ftp://new");
            assertThat(list(context, "files")).isEqualTo("null:tiger@new/");
            await().atMost(Duration.ofSeconds(10)).until(() -> !files.open);
            assertThat(client(context, "other")).isSameAs(other);
        });
    }

    @Test
    void aPlaceholderThatLeadsElsewhereIsAChange() {
        runner.run(context -> {
            FtpClient files = client(context, "files");
            change(context, "other.host", "new");
            assertThat(list(context, "other")).isEqualTo("null:null@new/");
            assertThat(client(context, "files")).isSameAs(files);
        });
    }

    @Test
    void aDefaultMattersToThoseWhoDoNotOverrideIt() {
        runner.run(context -> {
            FtpClient files = client(context, "files");
            FtpClient other = client(context, "other");
            change(context, "connections.defaults.connect-timeout", "3s");
            assertThat(client(context, "files")).isNotSameAs(files);
            assertThat(client(context, "other")).isSameAs(other);
            change(context, "connections.defaults.ftp.timeout", "3s");
            assertThat(client(context, "other")).isNotSameAs(other);
            FtpClient newest = client(context, "other");
            change(context, "something.else", "entirely");
            assertThat(client(context, "other")).isSameAs(newest);
        });
    }

    @Test
    void credentialsAreNoReasonToReload() {
        runner.run(context -> {
            FtpConnection files = context.getBean("files", FtpConnection.class);
            ConnectionRegistry registry = context.getBean(ConnectionRegistry.class);
            ConnectionTypes types = ConnectionTypes.of(context.getBeanFactory());
            Object before = EffectiveSettings.of(registry.present(), types, registry.live());
            properties.put("connections.files.url", "ftp://scott:tiger@files");
            change(context, "connections.files.password", "wood");
            assertThat(EffectiveSettings.of(registry.present(), types, registry.live()))
                    .isEqualTo(before);
            await().atMost(Duration.ofSeconds(20)).until(() -> files.list("/").equals("scott:wood@files/"));
            properties.put("connections.files.url", "ftp://elsewhere");
            assertThat(EffectiveSettings.of(registry.present(), types, registry.live()))
                    .isNotEqualTo(before);
        });
    }

    @Test
    void aConnectionThatCannotFollowGoesOnAndFollowsLater() {
        runner.run(context -> {
            FtpClient files = client(context, "files");
            change(context, "connections.files.port", "many");
            assertThat(client(context, "files")).isSameAs(files);
            assertThat(context.getBean(Connections.class).get("files").state()).isEqualTo(ConnectionState.UP);
            change(context, "connections.files.port", "21");
            assertThat(client(context, "files")).isNotSameAs(files);
        });
    }

    @Test
    void nothingIsThereWithoutSpringCloud() {
        runner.withClassLoader(new FilteredClassLoader("org.springframework.cloud"))
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean("connectionReloadListener"));
    }

    private void change(ApplicationContext context, String key, String value) {
        properties.put(key, value);
        context.publishEvent(new EnvironmentChangeEvent(context, Set.of(key)));
    }

    private static String list(ApplicationContext context, String name) {
        return context.getBean(name, FtpConnection.class).list("/");
    }

    private static FtpClient client(ApplicationContext context, String name) {
        return context.getBean(name, FtpConnection.class).<FtpClient, RuntimeException>call(client -> client);
    }
}
