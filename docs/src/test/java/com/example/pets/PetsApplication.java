// tag::application[]
package com.example.pets;

import dev.connections.sql.SqlConnection;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;

@SpringBootApplication
class PetsApplication {

    record PetOwner(String person, String pet) {}

    public static void main(String[] args) {
        SpringApplication.run(PetsApplication.class, args);
    }

    @Bean
    ApplicationRunner printsPetOwners(SqlConnection petDb) {
        return args -> petDb.query("select * from pet_owners", PetOwner.class).forEach(System.out::println);
    }
}
// end::application[]
