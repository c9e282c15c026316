package com.example.pets;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

@ExtendWith(OutputCaptureExtension.class)
class PetsApplicationTests {

    /** With the files of the quickstart, which the README shows. */
    private static final String RESOURCES = "file:../samples/quickstart/src/main/resources/";

    @Test
    void printsWhatIsInTheDatabase(CapturedOutput output) {
        try (ConfigurableApplicationContext context = SpringApplication.run(
                PetsApplication.class,
                "--spring.config.location=" + RESOURCES + "application.yml",
                "--spring.sql.init.schema-locations=" + RESOURCES + "schema.sql",
                "--spring.sql.init.data-locations=" + RESOURCES + "data.sql")) {
            assertThat(context.isActive()).isTrue();
            assertThat(output).contains("PetOwner[person=mary, pet=dog]");
        }
    }
}
