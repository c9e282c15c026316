package dev.connections.autoconfigure.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.connections.ConnectionException;
import dev.connections.ConnectionState;
import dev.connections.Connections;
import dev.connections.CredentialsRefusedException;
import dev.connections.autoconfigure.ConnectionsAutoConfiguration;
import dev.connections.credentials.Credentials;
import dev.connections.credentials.CredentialsProvider;
import dev.connections.mail.CapturedMail;
import dev.connections.mail.InvalidMailException;
import dev.connections.mail.MailConnection;
import dev.connections.mail.MailReceipt;
import dev.connections.support.RateLimitExceededException;
import dev.connections.testing.SelfSigned;
import dev.connections.testing.mail.SendGridServer;
import dev.connections.testing.mail.SmtpServer;
import dev.connections.testing.mail.SmtpServer.Options;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.mail.autoconfigure.MailSenderAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.MessageSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.support.StaticMessageSource;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.mail.javamail.JavaMailSenderImpl;
import org.thymeleaf.ITemplateEngine;
import org.thymeleaf.TemplateEngine;
import org.thymeleaf.templateresolver.StringTemplateResolver;

/** Connections of the type {@code mail}, as applications configure them. */
@Timeout(60)
@ExtendWith(OutputCaptureExtension.class)
class MailConnectionAutoConfigurationTests {

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    SslAutoConfiguration.class,
                    MailConnectionAutoConfiguration.class,
                    ConnectionsAutoConfiguration.class,
                    MailSenderAutoConfiguration.class));

    private SmtpServer server;

    @AfterEach
    void stop() throws IOException {
        if (server != null) {
            server.close();
        }
    }

    private ApplicationContextRunner shop(Options options) throws IOException {
        server = SmtpServer.start(options);
        return runner.withPropertyValues(
                "connections.shop-mail.url=smtp://shop%40example.com:s3cret%2F1@127.0.0.1:" + server.port(),
                "connections.shop-mail.from=Shop <shop@example.com>",
                "connections.shop-mail.encryption=none");
    }

    private static Options users() {
        return Options.plain().withUser("shop@example.com", "s3cret/1", "PLAIN");
    }

    @Test
    void sendsByTheUrlAlone() throws Exception {
        shop(users()).run(context -> {
            MailConnection mail = context.getBean(MailConnection.class);
            MailReceipt receipt = mail.send("jane@example.com", "Your order", "It is on its way.");
            assertThat(receipt.status()).isEqualTo(250);
            assertThat(mail.type()).isEqualTo("mail");
            assertThat(server.messages()).hasSize(1);
            assertThat(context.getBean(Connections.class).get("shop_mail")).isSameAs(mail);
        });
    }

    @Test
    void encryptsUnlessToldOtherwise(@TempDir Path directory, CapturedOutput output) throws Exception {
        SelfSigned key = SelfSigned.in(directory);
        shop(users().withTls(key.keyStore(), SelfSigned.PASSWORD, false))
                .withPropertyValues(
                        "connections.shop-mail.encryption=",
                        "connections.shop-mail.ssl-bundle=post",
                        "spring.ssl.bundle.pem.post.truststore.certificate=file:" + key.certificate())
                .run(context -> {
                    context.getBean(MailConnection.class).send("jane@example.com", "Hello", "text");
                    assertThat(server.commands()).containsSubsequence("STARTTLS", "AUTH");
                });
        server.close();
        shop(users()).withPropertyValues("connections.shop-mail.encryption=").run(context -> {
            assertThatExceptionOfType(ConnectionException.class)
                    .isThrownBy(() -> context.getBean(MailConnection.class).send("jane@example.com", "Hello", "text"))
                    .withStackTraceContaining("does not offer STARTTLS");
            assertThat(server.commands()).doesNotContain("AUTH");
        });
        assertThat(output).doesNotContain("s3cret/1").doesNotContain("s3cret%2F1");
    }

    @Test
    void encryptsFromTheFirstByteOnWithSmtps(@TempDir Path directory) throws Exception {
        SelfSigned key = SelfSigned.in(directory);
        server = SmtpServer.start(users().withTls(key.keyStore(), SelfSigned.PASSWORD, true));
        runner.withPropertyValues(
                        "connections.post.url=smtps://127.0.0.1:" + server.port(),
                        "connections.post.username=shop@example.com",
                        "connections.post.password=s3cret/1",
                        "connections.post.from=shop@example.com",
                        "connections.post.ssl-bundle=post",
                        "spring.ssl.bundle.pem.post.truststore.certificate=file:" + key.certificate())
                .run(context -> {
                    context.getBean(MailConnection.class).send("jane@example.com", "Hello", "text");
                    assertThat(server.taken()).isEqualTo(1);
                });
    }

    @Test
    void logsInByATokenOfItsProperties() throws Exception {
        server = SmtpServer.start(Options.plain().withUser("shop@example.com", "ya29.token", "XOAUTH2"));
        runner.withPropertyValues(
                        "connections.post.url=smtp://shop%40example.com@127.0.0.1:" + server.port(),
                        "connections.post.encryption=none",
                        "connections.post.token=ya29.token",
                        "connections.post.from=shop@example.com")
                .run(context -> {
                    context.getBean(MailConnection.class).send("jane@example.com", "Hello", "text");
                    assertThat(server.taken()).isEqualTo(1);
                });
    }

    @Test
    void logsInByATokenOfABean() throws Exception {
        server = SmtpServer.start(Options.plain().withUser("shop@example.com", "ya29.bean", "XOAUTH2"));
        runner.withUserConfiguration(Tokens.class)
                .withPropertyValues(
                        "connections.post.url=smtp://127.0.0.1:" + server.port(),
                        "connections.post.encryption=none",
                        "connections.post.auth.type=xoauth2",
                        "connections.post.from=shop@example.com")
                .run(context -> {
                    context.getBean(MailConnection.class).send("jane@example.com", "Hello", "text");
                    assertThat(server.taken()).isEqualTo(1);
                });
    }

    @Test
    void isRefusedOnceForAll(CapturedOutput output) throws Exception {
        shop(Options.plain().withUser("shop@example.com", "another", "PLAIN")).run(context -> {
            MailConnection mail = context.getBean(MailConnection.class);
            for (int i = 0; i < 3; i++) {
                assertThatExceptionOfType(CredentialsRefusedException.class)
                        .isThrownBy(() -> mail.send("jane@example.com", "Hello", "text"));
            }
            assertThat(mail.state()).isEqualTo(ConnectionState.REFUSED);
            assertThat(server.commands()).filteredOn("AUTH"::equals).hasSize(1);
        });
        assertThat(output).doesNotContain("s3cret/1");
    }

    @Test
    void limitsTheNumberAndTheSizeOfMessages() throws Exception {
        shop(users())
                .withPropertyValues(
                        "connections.shop-mail.rate-limit.calls=1",
                        "connections.shop-mail.rate-limit.period=1h",
                        "connections.shop-mail.max-message-size=1KB")
                .run(context -> {
                    MailConnection mail = context.getBean(MailConnection.class);
                    assertThatExceptionOfType(InvalidMailException.class)
                            .isThrownBy(() -> mail.send("jane@example.com", "Hello", "text".repeat(1000)))
                            .withMessageContaining("1024 bytes");
                    mail.send("jane@example.com", "Hello", "text");
                    assertThatExceptionOfType(RateLimitExceededException.class)
                            .isThrownBy(() -> mail.send("jane@example.com", "Hello", "text"));
                });
    }

    @Test
    void collectsMessagesWhileItRunsDry() {
        runner.withUserConfiguration(Texts.class)
                .withPropertyValues(
                        "connections.post.type=mail",
                        "connections.post.dry-run=true",
                        "connections.post.from=shop@example.com")
                .run(context -> {
                    MailConnection mail = context.getBean(MailConnection.class);
                    mail.to("jane@example.com")
                            .locale(Locale.GERMAN)
                            .subjectMessage("order.shipped", 7)
                            .textMessage("order.shipped", 7)
                            .template("<p th:text='${name}'>x</p>", Map.of("name", "Jane & <Joe>"))
                            .send();
                    CapturedMail collected = mail.outbox().last();
                    assertThat(collected.subject()).isEqualTo("Bestellung 7 ist unterwegs");
                    assertThat(collected.text()).isEqualTo("Bestellung 7 ist unterwegs");
                    assertThat(collected.html()).isEqualTo("<p>Jane &amp; &lt;Joe&gt;</p>");
                });
    }

    @Test
    void sendsBySendGrid() throws Exception {
        try (SendGridServer api = SendGridServer.start("SG.key")) {
            runner.withPropertyValues(
                            "connections.post.type=mail",
                            "connections.post.provider=sendgrid",
                            "connections.post.api-key=SG.key",
                            "connections.post.from=shop@example.com",
                            "connections.post.url=" + api.url())
                    .run(context -> {
                        MailReceipt receipt =
                                context.getBean(MailConnection.class).send("jane@example.com", "Hello", "text");
                        assertThat(receipt).isEqualTo(new MailReceipt("sg-1", 202, "accepted"));
                    });
        }
    }

    @Test
    void infersTheTypeFromTheProvider() {
        runner.withPropertyValues(
                        "connections.post.provider=sendgrid",
                        "connections.post.api-key=SG.key",
                        "connections.post.start=lazy",
                        "connections.post.sandbox=true")
                .run(context ->
                        assertThat(context.getBean(MailConnection.class).type()).isEqualTo("mail"));
    }

    @Test
    void isTheSenderOfAnApplicationThatHasNoOther() throws Exception {
        shop(users()).run(context -> {
            assertThat(context).hasSingleBean(JavaMailSender.class);
            assertThat(context.getBean(JavaMailSender.class))
                    .isSameAs(context.getBean(MailConnection.class).javaMailSender());
        });
    }

    @Test
    void leavesTheSenderOfSpringBootAsItIs() throws Exception {
        shop(users()).withPropertyValues("spring.mail.host=boot.example.com").run(context -> {
            assertThat(context.getBeanProvider(JavaMailSender.class).getObject())
                    .isInstanceOfSatisfying(JavaMailSenderImpl.class, sender -> assertThat(sender.getHost())
                            .isEqualTo("boot.example.com"));
            assertThat(context.getBean("shopMailJavaMailSender"))
                    .isSameAs(context.getBean(MailConnection.class).javaMailSender());
        });
    }

    @Test
    void leavesTheSenderOfTheApplicationAsItIs() throws Exception {
        shop(users()).withUserConfiguration(OwnSender.class).run(context -> assertThat(
                        context.getBeanProvider(JavaMailSender.class).getObject())
                .isSameAs(context.getBean("ownSender")));
    }

    @Test
    void namesTheDependencyThatIsMissing() {
        runner.withClassLoader(new FilteredClassLoader("jakarta.mail", "org.springframework.mail", "org.eclipse.angus"))
                .withPropertyValues("connections.post.url=smtp://localhost")
                .run(context -> assertThat(context)
                        .hasFailed()
                        .getFailure()
                        .hasStackTraceContaining("org.springframework.boot:spring-boot-starter-mail"));
        runner.withClassLoader(new FilteredClassLoader("com.sendgrid"))
                .withPropertyValues("connections.post.provider=sendgrid", "connections.post.api-key=SG.key")
                .run(context -> assertThat(context)
                        .hasFailed()
                        .getFailure()
                        .hasStackTraceContaining("com.sendgrid:sendgrid-java"));
    }

    @Test
    void needsNoneOfTheLibrariesWhileThereIsNoMail() {
        runner.withClassLoader(new FilteredClassLoader(
                        "jakarta.mail",
                        "org.springframework.mail",
                        "org.eclipse.angus",
                        "com.sendgrid",
                        "org.thymeleaf",
                        "org.springframework.security"))
                .run(context -> assertThat(context).hasNotFailed());
    }

    @Test
    void aSenderThatIsNoAddressIsFoundAtStart() {
        for (String from : List.of(
                "Shop, Inc. <shop@example.com>",
                "Shop",
                "a@example.com, b@example.com",
                "<>",
                "shop@",
                "Shop <shop@straße.de>")) {
            runner.withPropertyValues("connections.post.url=smtp://localhost", "connections.post.from=" + from)
                    .run(context -> assertThat(context)
                            .hasFailed()
                            .getFailure()
                            .hasMessageContaining("connections.post.from")
                            .hasMessageContaining("such as Shop <shop@example.com>"));
        }
        runner.withPropertyValues(
                        "connections.post.url=smtp://localhost",
                        "connections.post.from=\"Shop, Inc.\" <shop@example.com>")
                .run(context -> assertThat(context).hasNotFailed());
    }

    @Test
    void listsAllThatIsWrong() {
        runner.withPropertyValues(
                        "connections.post.url=smtp://shop:hunter2@localhost/inbox?x=y",
                        "connections.post.api-key=SG.hunter2",
                        "connections.post.from=nobody",
                        "connections.post.read-timeout=0s",
                        "connections.post.pool.maximum-size=0",
                        "connections.post.retry.attempts=0",
                        "connections.post.rate-limit.calls=0",
                        "connections.post.properties[mail.debug.auth]=true",
                        "connections.post.sandbx=true")
                .run(context -> assertThat(context)
                        .hasFailed()
                        .getFailure()
                        .hasMessageContaining("connections.post.url")
                        .hasMessageContaining("connections.post.api-key")
                        .hasMessageContaining("connections.post.from")
                        .hasMessageContaining("connections.post.read-timeout")
                        .hasMessageContaining("connections.post.pool.maximum-size")
                        .hasMessageContaining("connections.post.retry.attempts")
                        .hasMessageContaining("connections.post.rate-limit.calls")
                        .hasMessageContaining("would show secrets")
                        .hasMessageContaining("sandbox")
                        .hasMessageNotContaining("hunter2"));
    }

    @Test
    void saysWhichRegistrationIsMissing() {
        runner.withPropertyValues(
                        "connections.post.url=smtp://shop@localhost", "connections.post.auth.registration=google")
                .run(context -> assertThat(context)
                        .hasFailed()
                        .getFailure()
                        .hasStackTraceContaining("spring.security.oauth2.client.registration.google"));
    }

    @Configuration(proxyBeanMethods = false)
    static class Tokens {

        @Bean
        CredentialsProvider postCredentialsProvider() {
            return () -> Credentials.of("shop@example.com", "ya29.bean");
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class OwnSender {

        @Bean
        JavaMailSender ownSender() {
            return new JavaMailSenderImpl();
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Texts {

        @Bean
        MessageSource messageSource() {
            StaticMessageSource messages = new StaticMessageSource();
            messages.addMessage("order.shipped", Locale.GERMAN, "Bestellung {0} ist unterwegs");
            return messages;
        }

        @Bean
        ITemplateEngine templateEngine() {
            TemplateEngine engine = new TemplateEngine();
            engine.setTemplateResolver(new StringTemplateResolver());
            return engine;
        }
    }
}
