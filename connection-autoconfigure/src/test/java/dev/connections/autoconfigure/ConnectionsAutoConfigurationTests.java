package dev.connections.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.connections.ConnectionClosedException;
import dev.connections.ConnectionException;
import dev.connections.ConnectionFactory;
import dev.connections.ConnectionState;
import dev.connections.Connections;
import dev.connections.ManagedConnection;
import dev.connections.UnknownConnectionException;
import dev.connections.credentials.Credentials;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;

class ConnectionsAutoConfigurationTests {

    private final ApplicationContextRunner runner =
            new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(ConnectionsAutoConfiguration.class));

    private final ApplicationContextRunner ftp = runner.withUserConfiguration(FtpType.class);

    @Test
    void startsWithoutAnyConnection() {
        runner.run(context -> {
            assertThat(context).hasSingleBean(Connections.class);
            assertThat(context.getBean(Connections.class).names()).isEmpty();
            assertThatExceptionOfType(UnknownConnectionException.class)
                    .isThrownBy(() -> context.getBean(Connections.class).get("pet-db"))
                    .withMessageContaining("'pet-db'");
        });
    }

    @Test
    void aFactoryBeanIsAConnection() {
        runner.withUserConfiguration(OwnFactory.class)
                .withPropertyValues("connections.legacy-ftp.username=scott", "connections.legacy-ftp.password=tiger")
                .run(context -> {
                    ManagedConnection<FtpClient> legacyFtp = context.getBean(Reports.class).legacyFtp;
                    assertThat(legacyFtp)
                            .isSameAs(context.getBean("legacyFtp"))
                            .isSameAs(context.getBean("legacy-ftp"));
                    assertThat(legacyFtp.name()).isEqualTo("legacy-ftp");
                    assertThat(legacyFtp.<String, RuntimeException>call(client -> client.list("/")))
                            .isEqualTo("scott:tiger@legacy/");
                    assertThat(legacyFtp.state()).isEqualTo(ConnectionState.UP);
                    assertThat(context.getBean(Reports.class).factory)
                            .isSameAs(context.getBean("legacyFtpConnectionFactory"));
                });
    }

    @Test
    void aFactoryBeanMayHaveSettingsOfItsOwn() {
        runner.withUserConfiguration(OwnFactory.class)
                .withPropertyValues("connections.legacy_ftp.passive=true", "connections.legacy_ftp.url=ftp://legacy")
                .run(context -> assertThat(((ManagedConnection<?>) context.getBean("legacyFtp")).name())
                        .isEqualTo("legacy_ftp"));
    }

    @Test
    void aDisabledConnectionHasNoBeans() {
        runner.withUserConfiguration(FtpType.class)
                .withPropertyValues("connections.files.url=ftp://files", "connections.files.enabled=false")
                .run(context -> {
                    assertThat(context)
                            .hasNotFailed()
                            .doesNotHaveBean("files")
                            .doesNotHaveBean("filesConnectionFactory");
                    assertThat(context.getBean(Connections.class).names()).isEmpty();
                });
    }

    @Test
    void aTypeOfTheApplicationGetsWhatBuiltInTypesGet() {
        ftp.withPropertyValues(
                        "connections.my-files.url=ftp://files",
                        "connections.my-files.port=2121",
                        "connections.my-files.limits.max-files=7",
                        "connections.my-files.options.passive=yes",
                        "connections.my-files.roots=/a,/b",
                        "connections.defaults.username=anybody",
                        "connections.defaults.ftp.username=anonymous",
                        "connections.defaults.timeout=1s",
                        "connections.defaults.ftp.limits.max-depth=3",
                        "connections.defaults.ftp.options.binary=no")
                .withUserConfiguration(FilesUser.class)
                .run(context -> {
                    FilesUser user = context.getBean(FilesUser.class);
                    assertThat(user.only)
                            .isSameAs(user.kebab)
                            .isSameAs(user.snake)
                            .isSameAs(user.camel);
                    assertThat(user.only.list("/")).isEqualTo("anonymous:null@files/");
                    assertThat(user.only.type()).isEqualTo("ftp");
                    assertThat(user.only.properties.port()).isEqualTo(2121);
                    assertThat(user.only.properties.timeout()).isEqualTo(Duration.ofSeconds(1));
                    assertThat(user.only.properties.limits()).isEqualTo(new FtpConnection.Limits(7, 3));
                    assertThat(user.only.properties.options()).isEqualTo(Map.of("passive", "yes", "binary", "no"));
                    assertThat(user.only.properties.roots()).containsExactly("/a", "/b");
                    assertThat(user.directory.connection()).isSameAs(user.only);
                    assertThat(user.qualified).isSameAs(user.directory).isSameAs(context.getBean("myFilesDirectory"));
                    assertThat(context.getBean("myFilesConnectionFactory")).isInstanceOf(FtpConnectionFactory.class);
                    assertThat(context.getBean(Connections.class).get("MY_FILES", FtpConnection.class))
                            .isSameAs(user.only);
                });
    }

    @Test
    void aTypeIsFoundByShortNameBeanNameClassNameAndProperty() {
        ftp.withPropertyValues(
                        "connections.a.type=ftp",
                        "connections.b.type=fileTransfer",
                        "connections.c.type=" + FtpConnectionType.class.getName(),
                        "connections.d.roots=/",
                        "connections.defaults.url=ftp://files",
                        "connections.e.type=" + dev.connections.autoconfigure.other.FtpConnectionType.class.getName())
                .run(context -> {
                    assertThat(context.getBeansOfType(FtpConnection.class)).containsOnlyKeys("a", "b", "c", "d");
                    assertThat(((ManagedConnection<?>) context.getBean("e"))
                                    .<String, RuntimeException>call(Object::toString))
                            .isEqualTo("other");
                });
    }

    @Test
    void twoClassesOfOneSimpleNameNeverMix() {
        ApplicationContextRunner both =
                ftp.withBean("otherFtp", dev.connections.autoconfigure.other.FtpConnectionType.class);
        both.withPropertyValues("connections.files.type=ftp").run(context -> assertThat(context)
                .getFailure()
                .hasMessageContaining("connections.files.type")
                .hasMessageContaining(FtpConnectionType.class.getName())
                .hasMessageContaining(dev.connections.autoconfigure.other.FtpConnectionType.class.getName()));
        both.withPropertyValues(
                        "connections.one.type=" + FtpConnectionType.class.getName(),
                        "connections.one.url=ftp://one",
                        "connections.two.type=" + dev.connections.autoconfigure.other.FtpConnectionType.class.getName())
                .run(context -> {
                    assertThat(context.getBean("one")).isInstanceOf(FtpConnection.class);
                    assertThat(context.getBean("two")).isNotInstanceOf(FtpConnection.class);
                });
    }

    @Test
    void theOnlyOrThePrimaryConnectionIsInjectedWithoutAQualifier() {
        ftp.withPropertyValues("connections.one.url=ftp://one", "connections.two.url=ftp://two")
                .run(context -> {
                    assertThat(context.getBeanProvider(FtpConnection.class).getIfUnique())
                            .isNull();
                    assertThat(context.getBeanProvider(FtpConnection.Directory.class)
                                    .getIfUnique())
                            .isNull();
                });
        ftp.withPropertyValues(
                        "connections.one.url=ftp://one",
                        "connections.two.url=ftp://two",
                        "connections.two.primary=true")
                .run(context -> {
                    assertThat(context.getBean(FtpConnection.class).name()).isEqualTo("two");
                    assertThat(context.getBean(FtpConnection.Directory.class)
                                    .connection()
                                    .name())
                            .isEqualTo("two");
                });
    }

    @Test
    void theApplicationsOwnBeanOfThatNameWins() {
        FtpConnection.Directory own = new FtpConnection.Directory(null);
        ftp.withBean("filesDirectory", FtpConnection.Directory.class, () -> own)
                .withPropertyValues("connections.files.url=ftp://files")
                .run(context -> assertThat(context.getBean(FtpConnection.Directory.class))
                        .isSameAs(own));
    }

    @Test
    void environmentVariablesConfigureAConnection() {
        ftp.withPropertyValues("connections.pet-files.port=21")
                .withInitializer(context -> context.getEnvironment()
                        .getPropertySources()
                        .addFirst(new org.springframework.core.env.SystemEnvironmentPropertySource(
                                "test-systemEnvironment",
                                Map.of(
                                        "CONNECTIONS_PET_FILES_URL", "ftp://from-environment",
                                        "CONNECTIONS_PETFILES_LIMITS_MAXFILES", "9",
                                        "CONNECTIONS_LOGS_URL", "ftp://logs",
                                        "CONNECTIONS_SERVICE_HOST", "10.0.0.1",
                                        "CONNECTIONS_PORT_8080_TCP_ADDR", "10.0.0.1"))))
                .run(context -> {
                    assertThat(context.getBean(Connections.class).names())
                            .containsExactlyInAnyOrder("pet-files", "logs");
                    FtpConnection files = context.getBean("petFiles", FtpConnection.class);
                    assertThat(files.list("/")).endsWith("@from-environment/");
                    assertThat(files.properties.limits().maxFiles()).isEqualTo(9);
                });
    }

    @Test
    void connectionsAreOpenedAndClosedAtRunTime() {
        ftp.withPropertyValues(
                        "connections.files.url=ftp://files",
                        "connections.defaults.ftp.username=anonymous",
                        "connections.defaults.start=lazy")
                .run(context -> {
                    Connections connections = context.getBean(Connections.class);
                    FtpConnection adhoc = connections.open(
                            "adhoc",
                            FtpConnection.class,
                            Map.of("url", "ftp://adhoc", "limits", Map.of("max-files", 3)));
                    assertThat(adhoc.list("/")).isEqualTo("anonymous:null@adhoc/");
                    assertThat(adhoc.properties.limits().maxFiles()).isEqualTo(3);
                    assertThat(connections.get("ADHOC")).isSameAs(adhoc);
                    assertThat(connections.states())
                            .isEqualTo(Map.of("files", ConnectionState.NEW, "adhoc", ConnectionState.UP));
                    assertThatExceptionOfType(ConnectionException.class)
                            .isThrownBy(() -> connections.open("adhoc", FtpConnection.class, Map.of("url", "ftp://b")))
                            .withMessageContaining("already");
                    assertThatExceptionOfType(InvalidConnectionsException.class)
                            .isThrownBy(() -> connections.open(
                                    "bad", FtpConnection.class, Map.of("url", "ftp://b", "prot", 3, "port", "x")))
                            .withMessageContaining("connections.bad.prot")
                            .withMessageContaining("'port'")
                            .withMessageContaining("connections.bad.port");
                    assertThatExceptionOfType(ConnectionException.class)
                            .isThrownBy(() -> connections.close("files"))
                            .withMessageContaining("reset()");
                    connections.close("adhoc");
                    assertThat(adhoc.state()).isEqualTo(ConnectionState.CLOSED);
                    assertThatExceptionOfType(UnknownConnectionException.class)
                            .isThrownBy(() -> connections.get("adhoc"));
                });
    }

    @Test
    void everyConnectionIsClosedWithTheContextEvenIfOneThrows() {
        AtomicReference<FtpConnection> adhoc = new AtomicReference<>();
        AtomicReference<FtpConnectionFactory> factory = new AtomicReference<>();
        AtomicReference<ManagedConnection<?>> failing = new AtomicReference<>();
        ftp.withUserConfiguration(FailingFactory.class)
                .withPropertyValues("connections.files.url=ftp://files")
                .run(context -> {
                    context.getBean("files", FtpConnection.class).list("/");
                    failing.set(((ManagedConnection<?>) context.getBean("failing")));
                    failing.get().lease().close();
                    factory.set(context.getBean("filesConnectionFactory", FtpConnectionFactory.class));
                    adhoc.set(context.getBean(Connections.class)
                            .open("adhoc", FtpConnection.class, Map.of("url", "ftp://adhoc")));
                });
        assertThat(factory.get().closed).hasValue(1);
        assertThat(failing.get().state()).isEqualTo(ConnectionState.CLOSED);
        assertThatExceptionOfType(ConnectionClosedException.class)
                .isThrownBy(() -> adhoc.get().list("/"));
    }

    @Test
    @Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void aConnectionThatDoesNotCloseKeepsNeitherTheOthersNorTheContext() {
        HangingFactory hanging = new HangingFactory();
        AtomicReference<FtpConnectionFactory> files = new AtomicReference<>();
        AtomicReference<FtpConnection> adhoc = new AtomicReference<>();
        ftp.withBean("hangingConnectionFactory", HangingFactory.class, () -> hanging)
                .withPropertyValues("connections.files.url=ftp://files", "connections.hanging.close-timeout=300ms")
                .run(context -> {
                    context.getBean("files", FtpConnection.class).list("/");
                    files.set(context.getBean("filesConnectionFactory", FtpConnectionFactory.class));
                    ((ManagedConnection<?>) context.getBean("hanging")).lease().close();
                    adhoc.set(context.getBean(Connections.class)
                            .open("adhoc", FtpConnection.class, Map.of("url", "ftp://adhoc")));
                    adhoc.get().list("/");
                });
        // It still hangs, and everything else is over.
        assertThat(hanging.closing.getCount()).isZero();
        assertThat(hanging.closed.getCount()).isEqualTo(1);
        assertThat(files.get().closed).hasValue(1);
        assertThat(adhoc.get().state()).isEqualTo(ConnectionState.CLOSED);
        hanging.closed.countDown();
    }

    @Configuration(proxyBeanMethods = false)
    static class OwnFactory {

        @Bean
        ConnectionFactory<FtpClient> legacyFtpConnectionFactory() {
            return new FtpConnectionFactory("legacy");
        }

        @Bean
        ConnectionFactory<StringBuilder> textConnectionFactory() {
            return new dev.connections.autoconfigure.other.FtpConnectionType().connectionFactory(null);
        }

        @Bean
        Reports reports(ManagedConnection<FtpClient> legacyFtp, @Qualifier("legacy-ftp") ConnectionFactory<?> factory) {
            return new Reports(legacyFtp, factory);
        }
    }

    record Reports(ManagedConnection<FtpClient> legacyFtp, ConnectionFactory<?> factory) {}

    @Configuration(proxyBeanMethods = false)
    static class FailingFactory {

        @Bean
        ConnectionFactory<String> failingConnectionFactory() {
            return new ConnectionFactory<>() {

                @Override
                public String connect(Credentials credentials) {
                    return "open";
                }

                @Override
                public boolean isOpen(String resource) {
                    return true;
                }

                @Override
                public void close(String resource) {
                    throw new IllegalStateException("cannot close");
                }
            };
        }
    }

    static final class HangingFactory implements ConnectionFactory<String> {

        final CountDownLatch closing = new CountDownLatch(1);

        final CountDownLatch closed = new CountDownLatch(1);

        @Override
        public String connect(Credentials credentials) {
            return "open";
        }

        @Override
        public boolean isOpen(String resource) {
            return true;
        }

        @Override
        public void close(String resource) throws InterruptedException {
            closing.countDown();
            closed.await();
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class FtpType {

        @Bean("fileTransfer")
        FtpConnectionType ftpType() {
            return new FtpConnectionType();
        }
    }

    @Configuration(proxyBeanMethods = false)
    @Primary
    static class FilesUser {

        @Autowired
        FtpConnection only;

        @Autowired
        @Qualifier("my-files")
        FtpConnection kebab;

        @Autowired
        @Qualifier("my_files")
        FtpConnection snake;

        @Autowired
        @Qualifier("myFiles")
        FtpConnection camel;

        @Autowired
        FtpConnection.Directory directory;

        @Autowired
        @Qualifier("MY_FILES")
        FtpConnection.Directory qualified;
    }
}
