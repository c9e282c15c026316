package dev.connections.samples.contactform;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Sends what visitors write by mail. */
@SpringBootApplication
public class ContactFormApplication {

    /** Starts it. */
    public static void main(String[] args) {
        SpringApplication.run(ContactFormApplication.class, args);
    }
}
