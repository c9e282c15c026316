package dev.connections.samples.ownfactory;

import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;

/** Prints how many people a directory server has. */
@SpringBootApplication
class OwnFactoryApplication {

    public static void main(String[] args) {
        SpringApplication.run(OwnFactoryApplication.class, args);
    }

    @Bean
    ApplicationRunner printsTheSize(Staff staff) {
        return args -> System.out.println("Entries of the staff: " + staff.size());
    }
}
