package dev.connections.samples.login;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Serves each user the orders that they may see. */
@SpringBootApplication
public class LoginApplication {

    /** Starts it. */
    public static void main(String[] args) {
        SpringApplication.run(LoginApplication.class, args);
    }
}
