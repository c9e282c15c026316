package dev.connections.samples.ownconnection;

import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;

/** Prints what it finds in a directory server, which it starts itself. */
@SpringBootApplication
class OwnConnectionApplication {

    public static void main(String[] args) {
        SpringApplication.run(OwnConnectionApplication.class, args);
    }

    @Bean
    ApplicationRunner printsThePeople(People people) {
        return args -> {
            System.out.println("Vets: " + people.vets());
            System.out.println("Owners of a dog: " + people.dogOwners());
        };
    }
}
