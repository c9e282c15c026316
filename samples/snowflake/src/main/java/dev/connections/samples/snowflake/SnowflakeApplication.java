package dev.connections.samples.snowflake;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Serves orders of an account of Snowflake, or of an embedded server that speaks its protocol. */
@SpringBootApplication
public class SnowflakeApplication {

    /** Starts it. */
    public static void main(String[] args) {
        SpringApplication application = new SpringApplication(SnowflakeApplication.class);
        application.addInitializers(new EmbeddedAccount());
        application.run(args);
    }
}
