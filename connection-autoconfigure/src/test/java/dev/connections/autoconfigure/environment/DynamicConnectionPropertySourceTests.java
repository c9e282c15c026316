package dev.connections.autoconfigure.environment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connections.Connections;
import dev.connections.sql.SqlConnection;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.test.context.DynamicPropertyRegistrar;

/** {@link DynamicPropertyRegistrar} beans that supply the settings of connections. */
@SpringBootTest(
        properties = {
            "connections.pet-db.pool.maximum-size=3",
            "spring.liquibase.enabled=false",
            "spring.flyway.enabled=false"
        })
class DynamicConnectionPropertySourceTests {

    @Autowired
    private SqlConnection petDb;

    @Autowired
    private Connections connections;

    @Autowired
    private Database database;

    @Test
    void supplyTheUrlOfAConnectionThatIsConfiguredElsewhere() {
        assertThat(petDb.query("select 1").size()).isEqualTo(1);
        assertThat(petDb.dialect().id()).isEqualTo("h2");
    }

    @Test
    void supplyAWholeConnection() {
        assertThat(connections.names()).containsExactlyInAnyOrder("pet-db", "orders");
        assertThat(connections
                        .get("orders", SqlConnection.class)
                        .query("select 1")
                        .size())
                .isEqualTo(1);
    }

    @Test
    void areCreatedWithTheBeansTheyNeedOnce() {
        assertThat(database.url()).startsWith("jdbc:h2:mem:");
        assertThat(Database.CREATED).hasValue(1);
    }

    record Database(String url) {

        private static final AtomicInteger CREATED = new AtomicInteger();
    }

    @EnableAutoConfiguration
    @Configuration(proxyBeanMethods = false)
    static class Application {

        @Bean
        Database database() {
            return new Database("jdbc:h2:mem:dynamic" + Database.CREATED.incrementAndGet());
        }

        @Bean
        DynamicPropertyRegistrar databaseProperties(Database database) {
            return registry -> {
                registry.add("connections.pet-db.url", database::url);
                registry.add("connections.orders.url", () -> "jdbc:h2:mem:");
                registry.add("other.property", () -> "x");
            };
        }
    }
}
