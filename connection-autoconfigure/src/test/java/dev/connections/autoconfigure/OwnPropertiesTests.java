package dev.connections.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connections.ConnectionDefinition;
import dev.connections.ConnectionFactory;
import dev.connections.ConnectionType;
import dev.connections.ManagedConnection;
import dev.connections.SelfChecking;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Properties of a type of the application: constraints, nested checks, and the user information of the URL. */
class OwnPropertiesTests {

    private final ApplicationContextRunner runner =
            new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(ConnectionsAutoConfiguration.class));

    private final ApplicationContextRunner cluster = runner.withBean(ClusterConnectionType.class)
            .withPropertyValues("connections.c.type=cluster", "connections.c.cluster-name=main");

    @Test
    void validPropertiesStart() {
        cluster.withPropertyValues("connections.c.hosts[0].port=21", "connections.c.servers.a.port=22")
                .run(context -> assertThat(context).hasNotFailed());
    }

    @Test
    void constraintsAreReportedByKey() {
        cluster.withPropertyValues(
                        "connections.c.cluster-name=",
                        "connections.c.hosts[0].port=21",
                        "connections.c.hosts[1].port=0",
                        "connections.c.servers.a.port=70000",
                        "connections.c.limits.max-files=0")
                .run(context -> assertThat(context)
                        .getFailure()
                        .isInstanceOf(InvalidConnectionsException.class)
                        .hasMessageContaining("4 problems")
                        .hasMessageContaining("connections.c.cluster-name")
                        .hasMessageContaining("connections.c.hosts[1].port")
                        .hasMessageContaining("connections.c.servers.a.port")
                        .hasMessageContaining("connections.c.limits.max-files")
                        .hasMessageContaining("is not valid: ")
                        .hasMessageNotContaining("70000"));
    }

    @Test
    void nestedPropertiesCheckThemselves() {
        cluster.withPropertyValues(
                        "connections.c.hosts[0].port=666",
                        "connections.c.servers.b.port=666",
                        "connections.c.limits.max-files=666")
                .run(context -> assertThat(context)
                        .getFailure()
                        .hasMessageContaining("3 problems")
                        .hasMessageContaining("connections.c.hosts[0].port")
                        .hasMessageContaining("connections.c.servers.b.port")
                        .hasMessageContaining("connections.c.limits.max-files")
                        .hasMessageContaining("must not be 666."));
    }

    @Test
    void nestedPropertiesOfTheLibraryCheckThemselves() {
        cluster.withPropertyValues("connections.c.pace.calls=0", "connections.c.pace.max-wait=-1s")
                .run(context -> assertThat(context)
                        .getFailure()
                        .hasMessageContaining("2 problems")
                        .hasMessageContaining("connections.c.pace.calls (")
                        .hasMessageContaining("connections.c.pace.max-wait ("));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "connections.c.roles.raeder | RoleName, which is one of reader, writer-of-all",
                "connections.c.roles[raeder] | RoleName, which is one of reader, writer-of-all",
                "connections.defaults.cluster.roles.raeder | RoleName, which is one of reader, writer-of-all",
                "connections.c.ranks.first | Integer"
            })
    void aKeyOfAMapThatCannotBeConvertedIsReportedWithItsOrigin(String key, String expected) {
        cluster.withPropertyValues("connections.c.roles.writer-of-all=x", "connections.c.ranks.1=x", key + "=hidden")
                .run(context -> assertThat(context)
                        .getFailure()
                        .isInstanceOf(InvalidConnectionsException.class)
                        .hasMessageContaining("a problem")
                        .hasMessageContaining("(\"" + key
                                + "\" from property source \"test\") has a key that is not a valid " + expected)
                        .hasMessageNotContaining("hidden"));
    }

    @ParameterizedTest
    @CsvSource({
        "ftp://scott:tiger@host/x, scott:tiger@",
        "ftp://scott@host, scott:null@",
        "ftp://sc%40tt:ti%2Fg%3Aer@host?a=b@c, sc@tt:ti/g:er@",
        "ftp://a:b:c@host, a:b:c@",
        "ftp://a:100%@host, a:100%@",
        "ftp://host/a@b, null:null@",
        "ftp://host, null:null@"
    })
    void theUserInformationOfTheUrlIsTheDefaultCredentials(String url, String expected) {
        String property = "connections.files.url=" + url;
        runner.withBean(UrlConnectionType.class)
                .withPropertyValues(property, "connections.files.type=url")
                .run(context -> assertThat(opened(context.getBean("files", ManagedConnection.class)))
                        .startsWith(expected));
        runner.withUserConfiguration(Factory.class).withPropertyValues(property).run(context -> assertThat(
                        opened(context.getBean("files", ManagedConnection.class)))
                .startsWith(expected));
    }

    @Test
    void usernameAndPasswordComeBeforeTheUrl() {
        runner.withUserConfiguration(Factory.class)
                .withPropertyValues(
                        "connections.files.url=ftp://scott:tiger@host",
                        "connections.files.username=alice",
                        "connections.files.password=rabbit")
                .run(context -> assertThat(opened(context.getBean("files", ManagedConnection.class)))
                        .startsWith("alice:rabbit@"));
        runner.withUserConfiguration(Factory.class)
                .withPropertyValues("connections.files.url=ftp://scott:tiger@host", "connections.files.username=alice")
                .run(context -> assertThat(opened(context.getBean("files", ManagedConnection.class)))
                        .startsWith("alice:null@"));
    }

    private static String opened(ManagedConnection<?> connection) {
        return connection.<String, RuntimeException>call(client -> ((FtpClient) client).list("/"));
    }

    record Host(@Min(1) @Max(65535) int port) implements SelfChecking {

        @Override
        public void check(BiConsumer<String, String> problems) {
            if (port == 666) {
                problems.accept("port", "must not be 666.");
            }
        }
    }

    public static class Limits implements SelfChecking {

        @Min(1)
        private int maxFiles = 1;

        public int getMaxFiles() {
            return maxFiles;
        }

        public void setMaxFiles(int maxFiles) {
            this.maxFiles = maxFiles;
        }

        @Override
        public void check(BiConsumer<String, String> problems) {
            if (maxFiles == 666) {
                problems.accept("max-files", "must not be 666.");
            }
        }
    }

    record Cluster(
            @NotBlank String clusterName,
            List<@Valid Host> hosts,
            Map<String, @Valid Host> servers,
            @Valid Limits limits,
            Map<RoleName, String> roles,
            Map<Integer, String> ranks,
            RateLimitProperties pace) {}

    enum RoleName {
        READER,
        WRITER_OF_ALL;

        @Override
        public String toString() {
            return "shown elsewhere";
        }
    }

    record Nothing() {}

    static class ClusterConnectionType implements ConnectionType<Cluster, FtpClient, ManagedConnection<FtpClient>> {

        @Override
        public ConnectionFactory<FtpClient> connectionFactory(ConnectionDefinition<Cluster> definition) {
            return new FtpConnectionFactory("cluster");
        }

        @Override
        public ManagedConnection<FtpClient> handle(
                ManagedConnection<FtpClient> connection, ConnectionDefinition<Cluster> definition) {
            return connection;
        }
    }

    static class UrlConnectionType implements ConnectionType<Nothing, FtpClient, ManagedConnection<FtpClient>> {

        @Override
        public ConnectionFactory<FtpClient> connectionFactory(ConnectionDefinition<Nothing> definition) {
            return new FtpConnectionFactory("url");
        }

        @Override
        public ManagedConnection<FtpClient> handle(
                ManagedConnection<FtpClient> connection, ConnectionDefinition<Nothing> definition) {
            return connection;
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Factory {

        @Bean
        ConnectionFactory<FtpClient> filesConnectionFactory() {
            return new FtpConnectionFactory("factory");
        }
    }
}
