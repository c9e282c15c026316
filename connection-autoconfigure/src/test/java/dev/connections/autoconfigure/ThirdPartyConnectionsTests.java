package dev.connections.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connections.ConnectionBean;
import dev.connections.ConnectionDefinition;
import dev.connections.ConnectionFactory;
import dev.connections.ConnectionType;
import dev.connections.ConnectionTypeName;
import dev.connections.Connections;
import dev.connections.DelegatingConnection;
import dev.connections.ManagedConnection;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Fallback;
import org.springframework.context.annotation.Scope;
import org.springframework.context.annotation.ScopedProxyMode;

/** Types and factories of auto-configurations, and the beans that they share with the application. */
public class ThirdPartyConnectionsTests {

    private final ApplicationContextRunner runner =
            new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(ConnectionsAutoConfiguration.class));

    @Test
    void aTypeOfALaterAutoConfigurationIsKnown() {
        later(LateType.class)
                .withPropertyValues(
                        "connections.named.type=ftp",
                        "connections.named.url=ftp://named",
                        "connections.inferred.url=ftp://inferred",
                        "connections.defaults.ftp.port=2121",
                        "connections.defaults.ftp.username=scott")
                .run(context -> {
                    FtpConnection named = context.getBean("named", FtpConnection.class);
                    assertThat(named.list("/")).isEqualTo("scott:null@named/");
                    assertThat(named.properties.port()).isEqualTo(2121);
                    assertThat(context.getBean("namedDirectory")).isSameAs(named.directory());
                    assertThat(context.getBean("inferred", FtpConnection.class).list("/"))
                            .isEqualTo("scott:null@inferred/");
                    assertThat(context.getBean(Connections.class).names()).containsExactly("named", "inferred");
                });
    }

    @Test
    void aFactoryOfALaterAutoConfigurationIsAConnection() {
        later(LateFactory.class)
                .withPropertyValues("connections.legacy-ftp.username=scott")
                .withUserConfiguration(User.class)
                .run(context -> {
                    ManagedConnection<FtpClient> legacyFtp = context.getBean(User.class).legacyFtp;
                    assertThat(legacyFtp.<String, RuntimeException>call(client -> client.list("/")))
                            .isEqualTo("scott:null@legacy/");
                });
    }

    @Test
    void connectionsOfEarlierAndLaterTypesStandSideBySide() {
        later(LateType.class)
                .withBean("otherFtp", dev.connections.autoconfigure.other.FtpConnectionType.class)
                .withPropertyValues(
                        "connections.one.type=" + FtpConnectionType.class.getName(),
                        "connections.one.url=ftp://one",
                        "connections.two.type=" + dev.connections.autoconfigure.other.FtpConnectionType.class.getName())
                .run(context -> {
                    assertThat(context.getBean("one")).isInstanceOf(FtpConnection.class);
                    assertThat(context.getBean("two")).isNotInstanceOf(FtpConnection.class);
                });
    }

    @Test
    void whatIsWrongIsReportedWithTheTypesOfLaterAutoConfigurations() {
        later(LateType.class)
                .withPropertyValues("connections.files.type=ftp", "connections.files.prot=21")
                .run(context -> assertThat(context)
                        .getFailure()
                        .isInstanceOf(InvalidConnectionsException.class)
                        .hasMessageContaining("connections.files.prot")
                        .hasMessageContaining("'port'")
                        .hasMessageNotContaining("no type of connection"));
        later(LateType.class).withPropertyValues("connections.files.type=ftq").run(context -> assertThat(context)
                .getFailure()
                .hasMessageContaining("is 'ftq', which is no type of connection. Did you mean 'ftp'?"));
    }

    @Test
    void theBeanOfAHandleYieldsToTheApplicationsOwn() {
        FtpConnection.Directory own = new FtpConnection.Directory(null);
        ApplicationContextRunner both = runner.withBean(FtpConnectionType.class)
                .withBean("own", FtpConnection.Directory.class, () -> own)
                .withPropertyValues("connections.files.url=ftp://files");
        both.run(context -> {
            assertThat(context.getBeanProvider(FtpConnection.Directory.class).getObject())
                    .isSameAs(own);
            assertThat(context.getBean("filesDirectory"))
                    .isSameAs(context.getBean(FtpConnection.class).directory());
        });
        both.withPropertyValues("connections.files.primary=true").run(context -> assertThat(context)
                .getFailure()
                .hasMessageContaining("connections.files.primary")
                .hasMessageContaining("the bean 'own'"));
    }

    @Test
    void theBeanOfAHandleYieldsToNoBeanThatIsInjectedByQualifierOnly() {
        runner.withBean(FtpConnectionType.class)
                .withUserConfiguration(OtherDirectories.class)
                .withPropertyValues("connections.files.url=ftp://files")
                .run(context -> assertThat(context.getBean(DirectoryUser.class).directory)
                        .isSameAs(context.getBean("filesDirectory")));
    }

    @Test
    void theBeanOfAnEarlierTypeIsSeenByConditions() {
        new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(
                        ConnectionsAutoConfiguration.class, EarlyType.class, DirectoryOfOthers.class))
                .withPropertyValues("connections.files.url=ftp://files")
                .run(context -> assertThat(context).doesNotHaveBean("directoryOfOthers"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"petdb", "pet-db", "pet_db", "PET_DB"})
    void factoriesOfOneConnectionAreReported(String spelling) {
        runner.withBean("petDbConnectionFactory", FtpConnectionFactory.class, () -> new FtpConnectionFactory("one"))
                .withBean(
                        spelling + "ConnectionFactory",
                        FtpConnectionFactory.class,
                        () -> new FtpConnectionFactory("two"))
                .run(context -> assertThat(context)
                        .getFailure()
                        .isInstanceOf(InvalidConnectionsException.class)
                        .hasMessageContaining("'petDbConnectionFactory'")
                        .hasMessageContaining("'" + spelling + "ConnectionFactory'"));
    }

    @Test
    void theTargetOfAScopedProxyIsNoFactoryOfItsOwn() {
        runner.withUserConfiguration(ScopedFactory.class)
                .run(context ->
                        assertThat(context.getBean(Connections.class).names()).containsExactly("legacy"));
    }

    @Test
    void theNameOfATypeIsThatOfItsClassOrAnnotation() {
        runner.withUserConfiguration(OddNames.class)
                .withPropertyValues(
                        "connections.one.type=ftp", "connections.one.url=ftp://one", "connections.two.type=other-ftp")
                .run(context -> {
                    assertThat(context.getBean("one", FtpConnection.class).type())
                            .isEqualTo("ftp");
                    assertThat(context.getBean("two", ManagedConnection.class).type())
                            .isEqualTo("other-ftp");
                });
    }

    @Test
    void aTypeThatCannotBeUsedIsNamed() {
        runner.withBean(MapConnectionType.class).run(context -> assertThat(context)
                .getFailure()
                .hasMessageContaining("MapConnectionType")
                .hasMessageContaining("java.util.Map, which cannot be bound"));
        runner.withBean(SpacedConnectionType.class).run(context -> assertThat(context)
                .getFailure()
                .hasMessageContaining("SpacedConnectionType")
                .hasMessageContaining("'Ftp server'"));
    }

    @Test
    void theClassOfAHandleNeedNotBePublic() {
        runner.withBean(HiddenConnectionType.class)
                .withPropertyValues("connections.files.type=hidden")
                .run(context -> assertThat(context.getBean("filesText")).isEqualTo("text of files"));
    }

    @Test
    void aMissingLibraryOfATypeIsAProblemOfTheConnection() {
        runner.withBean(HiddenConnectionType.class)
                .withPropertyValues("connections.files.type=hidden", "connections.files.url=hidden:missing")
                .run(context -> assertThat(context)
                        .getFailure()
                        .hasStackTraceContaining("connections.files cannot be used: the type 'hidden' needs the class"
                                + " com.example.HiddenClient, which is not on the class path"));
    }

    @Test
    void settingsThatTheHandleCannotUseAreAProblemOfTheConnection() {
        runner.withBean(HiddenConnectionType.class)
                .withPropertyValues("connections.files.type=hidden", "connections.files.url=hidden:unusable")
                .run(context -> assertThat(context)
                        .getFailure()
                        .hasRootCauseInstanceOf(IllegalArgumentException.class)
                        .hasStackTraceContaining("connections.files cannot be used: 'url' has no path"));
    }

    @Test
    void aTypeThatReturnsNullIsNamed() {
        runner.withBean(HiddenConnectionType.class)
                .withPropertyValues("connections.files.type=hidden", "connections.files.url=hidden:null-factory")
                .run(context -> assertThat(context)
                        .getFailure()
                        .hasStackTraceContaining(
                                HiddenConnectionType.class.getName() + ".connectionFactory returned null"));
        runner.withBean(HiddenConnectionType.class)
                .withPropertyValues("connections.files.type=hidden", "connections.files.url=hidden:null-handle")
                .run(context -> assertThat(context)
                        .getFailure()
                        .hasStackTraceContaining(HiddenConnectionType.class.getName() + ".handle returned null"));
    }

    private ApplicationContextRunner later(Class<?> autoConfiguration) {
        return runner.withConfiguration(AutoConfigurations.of(autoConfiguration));
    }

    static final class HiddenConnectionType implements ConnectionType<HiddenProperties, FtpClient, HiddenConnection> {

        @Override
        public ConnectionFactory<FtpClient> connectionFactory(ConnectionDefinition<HiddenProperties> definition) {
            String url = definition.properties().url();
            if ("hidden:missing".equals(url)) {
                throw new NoClassDefFoundError("com/example/HiddenClient");
            }
            return "hidden:null-factory".equals(url) ? null : new FtpConnectionFactory("hidden");
        }

        @Override
        public HiddenConnection handle(
                ManagedConnection<FtpClient> connection, ConnectionDefinition<HiddenProperties> definition) {
            String url = definition.properties().url();
            if ("hidden:unusable".equals(url)) {
                throw new IllegalArgumentException("'url' has no path");
            }
            return "hidden:null-handle".equals(url) ? null : new HiddenConnection(connection);
        }
    }

    record HiddenProperties(@Nullable String url) {}

    static final class HiddenConnection extends DelegatingConnection<FtpClient> {

        HiddenConnection(ManagedConnection<FtpClient> connection) {
            super(connection);
        }

        @ConnectionBean
        public String text() {
            return "text of " + name();
        }
    }

    @AutoConfiguration(after = ConnectionsAutoConfiguration.class)
    static class LateType {

        @Bean
        FtpConnectionType ftpConnectionType() {
            return new FtpConnectionType();
        }
    }

    @AutoConfiguration(before = ConnectionsAutoConfiguration.class)
    static class EarlyType {

        @Bean
        FtpConnectionType ftpConnectionType() {
            return new FtpConnectionType();
        }
    }

    @AutoConfiguration(after = ConnectionsAutoConfiguration.class)
    static class LateFactory {

        @Bean
        ConnectionFactory<FtpClient> legacyFtpConnectionFactory() {
            return new FtpConnectionFactory("legacy");
        }
    }

    @AutoConfiguration(after = ConnectionsAutoConfiguration.class)
    static class DirectoryOfOthers {

        @Bean
        @ConditionalOnMissingBean
        FtpConnection.Directory directoryOfOthers() {
            return new FtpConnection.Directory(null);
        }
    }

    public static class UnusableConnectionType<P>
            implements ConnectionType<P, FtpClient, ManagedConnection<FtpClient>> {

        @Override
        public ConnectionFactory<FtpClient> connectionFactory(ConnectionDefinition<P> definition) {
            return new FtpConnectionFactory("unusable");
        }

        @Override
        public ManagedConnection<FtpClient> handle(
                ManagedConnection<FtpClient> connection, ConnectionDefinition<P> definition) {
            return connection;
        }
    }

    static class MapConnectionType extends UnusableConnectionType<Map<String, String>> {}

    @ConnectionTypeName("Ftp server")
    static class SpacedConnectionType extends UnusableConnectionType<Object> {}

    @Configuration(proxyBeanMethods = false)
    static class ScopedFactory {

        @Bean
        @Scope(scopeName = "prototype", proxyMode = ScopedProxyMode.INTERFACES)
        ConnectionFactory<FtpClient> legacyConnectionFactory() {
            return new FtpConnectionFactory("legacy");
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class OtherDirectories {

        @Bean(defaultCandidate = false)
        FtpConnection.Directory qualified() {
            return new FtpConnection.Directory(null);
        }

        @Bean
        @Fallback
        FtpConnection.Directory fallback() {
            return new FtpConnection.Directory(null);
        }

        @Bean
        DirectoryUser user(FtpConnection.Directory directory) {
            return new DirectoryUser(directory);
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class OddNames {

        @Bean
        FtpConnectionType anything() {
            return new FtpConnectionType();
        }

        @Bean
        @ConnectionTypeName("other-ftp")
        dev.connections.autoconfigure.other.FtpConnectionType somethingElse() {
            return new dev.connections.autoconfigure.other.FtpConnectionType();
        }
    }

    record DirectoryUser(FtpConnection.Directory directory) {}

    static class User {

        final ManagedConnection<FtpClient> legacyFtp;

        User(@Qualifier("legacy-ftp") ManagedConnection<FtpClient> legacyFtp) {
            this.legacyFtp = legacyFtp;
        }
    }
}
