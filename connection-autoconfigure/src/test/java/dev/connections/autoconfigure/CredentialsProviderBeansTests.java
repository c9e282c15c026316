package dev.connections.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.connections.ConnectionFactory;
import dev.connections.Connections;
import dev.connections.credentials.Credentials;
import dev.connections.credentials.CredentialsProvider;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

class CredentialsProviderBeansTests {

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(ConnectionsAutoConfiguration.class))
            .withBean(FtpConnectionType.class)
            .withPropertyValues(
                    "connections.legacy-files.url=ftp://files",
                    "connections.legacy-files.username=scott",
                    "connections.legacy-files.password=tiger",
                    "connections.other.url=ftp://other",
                    "connections.other.username=scott",
                    "connections.other.password=tiger");

    @Test
    void aBeanNamedAfterItsConnectionWinsOverProperties() {
        runner.withUserConfiguration(Named.class).run(context -> {
            assertThat(list(context, "legacy-files")).isEqualTo("adams:token@files/");
            assertThat(list(context, "other")).isEqualTo("scott:tiger@other/");
        });
    }

    @Test
    void aBeanIsQualifiedInAnySpelling() {
        runner.withUserConfiguration(QualifiedBeans.class).run(context -> {
            assertThat(list(context, "legacy-files")).isEqualTo("adams:token@files/");
            assertThat(list(context, "other")).isEqualTo("adams:other token@other/");
        });
    }

    @Test
    void aTokenIsRenewedBeforeItExpires() {
        runner.withUserConfiguration(ExpiringToken.class).run(context -> {
            String first = list(context, "legacy-files");
            assertThat(first).startsWith("adams:token ");
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> !list(context, "legacy-files").equals(first));
        });
    }

    @Test
    void aConnectionMadeAtRunTimeOrByAFactoryBeanHasItsProviderToo() {
        runner.withUserConfiguration(AtRunTime.class).run(context -> {
            FtpConnection adhoc = context.getBean(Connections.class)
                    .open("adhoc", FtpConnection.class, Map.of("url", "ftp://adhoc", "username", "scott"));
            assertThat(adhoc.list("/")).isEqualTo("adams:token@adhoc/");
            assertThat(context.getBean(Connections.class)
                            .get("own")
                            .<Object, RuntimeException>call(ftp -> ((FtpClient) ftp).list("/")))
                    .isEqualTo("adams:own token@own/");
        });
    }

    @Test
    void beansThatNameNoConnectionOrTheSameOrAnotherByMistakeAreReportedTogether() {
        runner.withUserConfiguration(Wrong.class).run(context -> assertThat(context)
                .getFailure()
                .isInstanceOf(InvalidConnectionsException.class)
                .hasMessageContaining("The CredentialsProvider bean 'tokens' does not tell the name of its connection")
                .hasMessageContaining("is for the connection 'other', as is the bean 'otherCredentialsProvider'")
                .hasMessageContaining("'legacyFileCredentialsProvider' is for the connection 'legacy-file', which is"
                        + " not configured. Did you mean 'legacy-files'?"));
    }

    private static String list(org.springframework.context.ApplicationContext context, String name) {
        return context.getBean(Connections.class).get(name, FtpConnection.class).list("/");
    }

    @Configuration(proxyBeanMethods = false)
    static class Named {

        @Bean
        CredentialsProvider legacyFilesCredentialsProvider() {
            return () -> Credentials.of("adams", "token");
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class QualifiedBeans {

        @Bean
        @Qualifier("legacy_files")
        CredentialsProvider tokens() {
            return () -> Credentials.of("adams", "token");
        }

        @Bean
        OtherTokens otherTokens() {
            return new OtherTokens();
        }
    }

    @Qualifier("OTHER")
    static class OtherTokens implements CredentialsProvider {

        @Override
        public Credentials get() {
            return Credentials.of("adams", "other token");
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class ExpiringToken {

        private final AtomicInteger count = new AtomicInteger();

        @Bean
        CredentialsProvider legacyFilesCredentialsProvider() {
            return () -> Credentials.of("adams", "token " + count.incrementAndGet())
                    .expiringAt(Instant.now().plusMillis(500));
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class AtRunTime {

        @Bean
        CredentialsProvider adhocCredentialsProvider() {
            return () -> Credentials.of("adams", "token");
        }

        @Bean
        ConnectionFactory<FtpClient> ownConnectionFactory() {
            return new FtpConnectionFactory("own");
        }

        @Bean
        CredentialsProvider ownCredentialsProvider() {
            return () -> Credentials.of("adams", "own token");
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Wrong {

        @Bean
        CredentialsProvider tokens() {
            return Credentials::none;
        }

        @Bean
        CredentialsProvider otherCredentialsProvider() {
            return Credentials::none;
        }

        @Bean
        @Qualifier("other")
        CredentialsProvider second() {
            return Credentials::none;
        }

        @Bean
        CredentialsProvider legacyFileCredentialsProvider() {
            return Credentials::none;
        }
    }
}
