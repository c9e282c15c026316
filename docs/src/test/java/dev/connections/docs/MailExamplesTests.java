package dev.connections.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.connections.mail.CapturedMail;
import dev.connections.mail.MailConnection;
import dev.connections.mail.MailReceipt;
import dev.connections.mail.MailResult;
import dev.connections.mail.MailTemplates;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.MessageSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.support.StaticMessageSource;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.Resource;
import org.springframework.mail.javamail.JavaMailSender;

/** The code and the settings of the page about mail. What they do at a server is tested beside the type. */
class MailExamplesTests {

    private static final Logger logger = LoggerFactory.getLogger(MailExamplesTests.class);

    @Test
    void aMessageTakesALine() {
        try (ConfigurableApplicationContext context = run("mail-dry-run.yml")) {
            Orders orders = context.getBean(Orders.class);
            orders.shipped("jane@example.com");
            // tag::test[]
            CapturedMail mail = orders.shopMail.outbox().last();
            assertThat(mail.recipients()).containsExactly("jane@example.com");
            assertThat(mail.subject()).isEqualTo("Your order");
            // end::test[]
        }
    }

    @Test
    void aMessageHoldsAllThatMailsHold(@TempDir Path directory) throws Exception {
        Path invoice = Files.writeString(directory.resolve("invoice.pdf"), "42 EUR");
        Resource logo = new ByteArrayResource(new byte[1]) {
            @Override
            public String getFilename() {
                return "logo.png";
            }
        };
        try (ConfigurableApplicationContext context = run("mail-dry-run.yml")) {
            MailConnection shopMail = context.getBean(MailConnection.class);
            // tag::draft[]
            MailReceipt receipt = shopMail.to("Jane Doe <jane@example.com>")
                    .cc("sales@example.com")
                    .bcc("archive@example.com")
                    .replyTo("help@example.com")
                    .subject("Your order")
                    .text("It is on its way.")
                    .html("<p>It is on its way. <img src='cid:logo'></p>")
                    .inline("logo", logo)
                    .attach(invoice)
                    .header("List-Unsubscribe", "<https://example.com/unsubscribe>")
                    .send();
            // end::draft[]
            assertThat(receipt.messageId()).contains("@example.com");
            CapturedMail mail = shopMail.outbox().last();
            assertThat(mail.attachments()).containsExactly("invoice.pdf");
            assertThat(mail.recipients()).hasSize(3);
        }
    }

    @Test
    void textsAreLookedUp() {
        try (ConfigurableApplicationContext context = run("mail-dry-run.yml")) {
            MailConnection shopMail = context.getBean(MailConnection.class);
            String name = "Jane";
            // tag::texts[]
            shopMail.to("jane@example.com")
                    .locale(Locale.GERMAN)
                    .subjectMessage("order.shipped")
                    .template("mail/order-shipped", Map.of("name", name))
                    .send();
            // end::texts[]
            assertThat(shopMail.outbox().last().subject()).isEqualTo("Ihre Bestellung");
            assertThat(shopMail.outbox().last().html()).contains("mail/order-shipped", "Jane");
        }
    }

    @Test
    void eachOfManyHasAResult() {
        try (ConfigurableApplicationContext context = run("mail-dry-run.yml")) {
            MailConnection shopMail = context.getBean(MailConnection.class);
            List<String> subscribers = List.of("jane@example.com", "no address");
            // tag::all[]
            for (MailResult result : shopMail.sendAll(subscribers, "News", "There are some.")) {
                if (!result.isSent()) {
                    logger.warn("Not sent to {}", result.recipient(), result.failure());
                }
            }
            // end::all[]
            assertThat(shopMail.outbox().messages()).hasSize(1);
        }
    }

    @Test
    void springsInterfaceIsThereToo() {
        try (ConfigurableApplicationContext context = run("mail-dry-run.yml")) {
            assertThat(context.getBean(JavaMailSender.class))
                    .isSameAs(context.getBean(MailConnection.class).javaMailSender());
        }
    }

    @Test
    void theSettingsAreUnderstood() {
        for (String settings : List.of("mail.yml", "mail-sendgrid.yml")) {
            try (ConfigurableApplicationContext context = run(
                    settings, "--connections.shop-mail.start=lazy", "--SHOP_MAIL_PASSWORD=x", "--SENDGRID_API_KEY=x")) {
                assertThat(context.getBean(MailConnection.class).type()).isEqualTo("mail");
            }
        }
        try (ConfigurableApplicationContext context =
                run("mail-limits.yml", "--connections.shop-mail.start=lazy", "--connections.shop-mail.url=smtp://x")) {
            assertThat(context.getBean(MailConnection.class).name()).isEqualTo("shop-mail");
        }
    }

    @Test
    void aRegistrationNeedsAnOAuth2Client() {
        assertThatExceptionOfType(RuntimeException.class)
                .isThrownBy(() -> run("mail-oauth2.yml"))
                .withStackTraceContaining("connections.shop-mail cannot be used: 'auth.registration' is 'exchange'")
                .withStackTraceContaining("org.springframework.boot:spring-boot-starter-security-oauth2-client");
    }

    private static ConfigurableApplicationContext run(String settings, String... args) {
        String[] all = Stream.concat(
                        Stream.of(
                                "--spring.config.location=file:src/test/resources/snippets/" + settings,
                                "--spring.main.banner-mode=off"),
                        Stream.of(args))
                .toArray(String[]::new);
        return new SpringApplicationBuilder(MailApplication.class)
                .web(WebApplicationType.NONE)
                .run(all);
    }

    // tag::use[]
    static class Orders {

        private final MailConnection shopMail;

        Orders(MailConnection shopMail) {
            this.shopMail = shopMail;
        }

        void shipped(String customer) {
            shopMail.send(customer, "Your order", "It is on its way.");
        }
    }
    // end::use[]

    @EnableAutoConfiguration
    @Configuration(proxyBeanMethods = false)
    static class MailApplication {

        @Bean
        Orders orders(MailConnection shopMail) {
            return new Orders(shopMail);
        }

        @Bean
        MessageSource messageSource() {
            StaticMessageSource messages = new StaticMessageSource();
            messages.addMessage("order.shipped", Locale.GERMAN, "Ihre Bestellung");
            return messages;
        }

        @Bean
        MailTemplates templates() {
            return (name, model, locale) -> name + model;
        }
    }
}
