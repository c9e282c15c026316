package dev.connections.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connections.sql.SqlConnection;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Configuration;

/** The code of the page about healing. */
@SpringBootTest(properties = "connections.orders.url=jdbc:h2:mem:healing-examples")
class HealingExamplesTests {

    @Autowired
    private SqlConnection orders;

    @Test
    void drawsANumberOnce() {
        orders.update("create sequence if not exists numbers");
        // tag::noRetry[]
        long number = orders.sql("select next value for numbers").noRetry().value(Long.class);
        // end::noRetry[]
        assertThat(number).isEqualTo(1);
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Application {}
}
