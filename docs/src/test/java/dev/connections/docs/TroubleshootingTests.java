package dev.connections.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connections.sql.SqlConnection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.BadSqlGrammarException;

/** The messages that the page about troubleshooting quotes. */
@ExtendWith(OutputCaptureExtension.class)
class TroubleshootingTests {

    private static final Path PAGE = Path.of("src/docs/asciidoc/troubleshooting.adoc");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            textBlock =
                    """
                    Plain    | --connections.pets.url=jdbc:h2:mem: --connections.pets.pasword=x | is not known. Did you mean 'password'?
                    Plain    | --connections.pets.username=x | has neither a 'type' nor a 'url'
                    Qualifier | --connections.pets.url=jdbc:h2:mem: | names no connection. Did you mean
                    One      | --connections.pets.url=jdbc:h2:mem: --connections.orders.url=jdbc:h2:mem: | several connections have one
                    """)
    void failuresOfTheStart(String application, String arguments, String message, CapturedOutput output)
            throws Exception {
        try {
            run(Class.forName(TroubleshootingTests.class.getName() + "$" + application), arguments.split(" "))
                    .close();
            throw new AssertionError("it starts");
        } catch (RuntimeException expected) {
            assertThat(output).contains("APPLICATION FAILED TO START").contains(message);
        }
        assertThat(page()).contains(message);
    }

    @Test
    void aMissingTable() throws IOException {
        try (ConfigurableApplicationContext context = run(Plain.class, "--connections.pets.url=jdbc:h2:mem:")) {
            SqlConnection pets = context.getBean(SqlConnection.class);
            BadSqlGrammarException failure = null;
            try {
                pets.query("select * from pet_owners");
            } catch (BadSqlGrammarException ex) {
                failure = ex;
            }
            assertThat(failure).hasStackTraceContaining("Table \"PET_OWNERS\" not found");
        }
        assertThat(page()).contains("Table \"PET_OWNERS\" not found");
    }

    private static String page() throws IOException {
        return Files.readString(PAGE);
    }

    private static ConfigurableApplicationContext run(Class<?> application, String... arguments) {
        SpringApplication spring = new SpringApplication(application);
        spring.setWebApplicationType(WebApplicationType.NONE);
        return spring.run(arguments);
    }

    @Configuration(proxyBeanMethods = false)
    @Import(PetApplication.class)
    static class Plain {}

    @Configuration(proxyBeanMethods = false)
    @Import(PetApplication.class)
    static class Qualifier {

        @Bean
        String needs(@org.springframework.beans.factory.annotation.Qualifier("petz") SqlConnection connection) {
            return connection.name();
        }
    }

    @Configuration(proxyBeanMethods = false)
    @Import(PetApplication.class)
    static class One {

        @Bean
        String needs(DataSource any) {
            return any.toString();
        }
    }
}
