package dev.connections.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connections.ConnectionDefinition;
import dev.connections.ConnectionFactory;
import dev.connections.ConnectionType;
import dev.connections.DelegatingConnection;
import dev.connections.ManagedConnection;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/** Keys of connections that a factory bean makes, and of lists and maps of records. */
class FactoryBeanKeysTests {

    private final ApplicationContextRunner runner =
            new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(ConnectionsAutoConfiguration.class));

    private final ApplicationContextRunner factory = runner.withUserConfiguration(Factory.class);

    private final ApplicationContextRunner declared = runner.withUserConfiguration(DeclaredKeys.class);

    @ParameterizedTest
    @CsvSource({
        "usrname, username",
        "pasword, password",
        "recovery.ride-oot, recovery.ride-out",
        "recovry.ride-out, recovery.ride-out",
        "connect-timout, connect-timeout",
        "cache.tll, cache.ttl",
        "cache.ttl.x, cache.ttl"
    })
    void nearMissesOfCommonKeysAreRefused(String key, String meant) {
        for (ApplicationContextRunner each : List.of(factory, declared)) {
            each.withPropertyValues("connections.legacy-ftp." + key + "=1").run(context -> assertThat(context)
                    .getFailure()
                    .hasMessageContaining("connections.legacy-ftp." + key)
                    .hasMessageContaining("Did you mean '" + meant + "'?"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"passive", "host", "proxy.host", "roots[0]"})
    void otherKeysAreTheFactorysOwn(String key) {
        factory.withPropertyValues("connections.legacy-ftp." + key + "=1")
                .run(context -> assertThat(context).hasNotFailed());
    }

    @Test
    void unknownKeysOfCommonGroupsAreRefused() {
        factory.withPropertyValues("connections.legacy-ftp.recovery.something-else=1")
                .run(context -> assertThat(context)
                        .getFailure()
                        .hasMessageContaining("connections.legacy-ftp.recovery.something-else")
                        .hasMessageContaining("is not known"));
    }

    @Test
    void aVariableThatIsNearlyACommonKeyIsRefused() {
        factory.withPropertyValues("connections.legacy-ftp.username=scott")
                .withInitializer(context -> context.getEnvironment()
                        .getPropertySources()
                        .addFirst(new SystemEnvironmentPropertySource(
                                "test-systemEnvironment",
                                Map.of("CONNECTIONS_LEGACYFTP_PASWORD", "x", "CONNECTIONS_LEGACYFTP_HOST", "h"))))
                .run(context -> assertThat(context)
                        .getFailure()
                        .hasMessageContaining("Did you mean 'password'?")
                        .hasMessageNotContaining("host"));
    }

    @Test
    void configurationPropertiesDeclareTheKeysOfAFactory() {
        declared.withPropertyValues(
                        "connections.legacy-ftp.passive=true",
                        "connections.legacy-ftp.uri=ftp://legacy",
                        "connections.legacy-ftp.proxy.host=p",
                        "connections.legacy-ftp.username=scott")
                .run(context -> assertThat(context).hasNotFailed());
        declared.withPropertyValues("connections.legacy-ftp.pasive=true").run(context -> assertThat(context)
                .getFailure()
                .hasMessageContaining("connections.legacy-ftp.pasive")
                .hasMessageContaining("Did you mean 'passive'?"));
        declared.withPropertyValues("connections.legacy-ftp.mode=x")
                .run(context -> assertThat(context).getFailure().hasMessageContaining("connections.legacy-ftp.mode"));
    }

    @Test
    void theMessageForAKeyThatTheFactoryReadsNamesTheRemedy() {
        factory.withPropertyValues("connections.legacy-ftp.uri=ftp://legacy").run(context -> assertThat(context)
                .getFailure()
                .hasMessageContaining("@ConfigurationProperties(\"connections.legacy-ftp\")"));
    }

    @Test
    void aWrongKeyInAListOfRecordsIsReportedItself() {
        ApplicationContextRunner cluster =
                runner.withBean(ClusterConnectionType.class).withPropertyValues("connections.c.type=cluster");
        cluster.withPropertyValues("connections.c.hosts[0].prot=1").run(context -> assertThat(context)
                .getFailure()
                .hasMessageContaining("a problem:")
                .hasMessageContaining("connections.c.hosts[0].prot")
                .hasMessageContaining("is not known. Did you mean 'hosts[0].port'?"));
        cluster.withPropertyValues("connections.c.hosts[0].host=a", "connections.c.hosts[0].prot=1")
                .run(context -> assertThat(context).getFailure().hasMessageContaining("connections.c.hosts[0].prot"));
        cluster.withPropertyValues("connections.c.hosts[1].host=a", "connections.c.hosts[1].port=5")
                .run(context -> assertThat(context)
                        .getFailure()
                        .hasMessageContaining("connections.c.hosts[1].")
                        .hasMessageContaining("Number the elements of 'connections.c.hosts' from [0]"));
        cluster.withPropertyValues("connections.c.hosts[0].host=a", "connections.c.hosts[0].port=x")
                .run(context -> assertThat(context)
                        .getFailure()
                        .hasMessageContaining("a problem:")
                        .hasMessageContaining("connections.c.hosts[0].port")
                        .hasMessageContaining("is not a valid"));
    }

    @Configuration(proxyBeanMethods = false)
    static class Factory {

        @Bean
        ConnectionFactory<FtpClient> legacyFtpConnectionFactory() {
            return new FtpConnectionFactory("legacy");
        }
    }

    @EnableConfigurationProperties({LegacyFtpSettings.class, ProxySettings.class})
    static class DeclaredKeys extends Factory {}

    @ConfigurationProperties("connections.legacy-ftp")
    record LegacyFtpSettings(boolean passive, String uri) {}

    @ConfigurationProperties("connections.legacy-ftp.proxy")
    record ProxySettings(String host) {}

    record Host(String host, Integer port) {}

    record ClusterProperties(List<Host> hosts) {}

    static class ClusterConnection extends DelegatingConnection<FtpClient> {

        ClusterConnection(ManagedConnection<FtpClient> connection) {
            super(connection);
        }
    }

    static class ClusterConnectionType implements ConnectionType<ClusterProperties, FtpClient, ClusterConnection> {

        @Override
        public ConnectionFactory<FtpClient> connectionFactory(ConnectionDefinition<ClusterProperties> definition) {
            return new FtpConnectionFactory("cluster");
        }

        @Override
        public ClusterConnection handle(
                ManagedConnection<FtpClient> connection, ConnectionDefinition<ClusterProperties> definition) {
            return new ClusterConnection(connection);
        }
    }
}
