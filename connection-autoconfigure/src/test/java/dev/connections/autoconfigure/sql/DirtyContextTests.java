package dev.connections.autoconfigure.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connections.autoconfigure.ConnectionsAutoConfiguration;
import dev.connections.sql.SqlConnection;
import org.junit.jupiter.api.RepeatedTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Configuration;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.annotation.DirtiesContext.ClassMode;

/** Each test method has a context of its own, and with it an in-memory database of its own. */
@SpringBootTest(properties = "connections.pets.url=jdbc:h2:mem:dirty")
@DirtiesContext(classMode = ClassMode.AFTER_EACH_TEST_METHOD)
class DirtyContextTests {

    @Autowired
    private SqlConnection pets;

    @RepeatedTest(3)
    void startsWithAnEmptyDatabase() {
        pets.update("create table pets (name varchar(20))");
        assertThat(pets.query("select * from pets").size()).isZero();
    }

    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration({SqlConnectionAutoConfiguration.class, ConnectionsAutoConfiguration.class})
    static class Application {}
}
