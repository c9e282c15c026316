package dev.connections.samples.repositories;

import dev.connections.samples.repositories.pets.Owner;
import dev.connections.samples.repositories.shop.Purchase;
import dev.connections.sql.data.EnableConnectionRepositories;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The application. */
// tag::enable[]
@SpringBootApplication
@EnableConnectionRepositories(connection = "pet-db", basePackageClasses = Owner.class)
@EnableConnectionRepositories(connection = "shop", basePackageClasses = Purchase.class)
public class RepositoriesApplication {

    public static void main(String[] args) {
        SpringApplication.run(RepositoriesApplication.class, args);
    }
}
// end::enable[]
