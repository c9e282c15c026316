package dev.connections.autoconfigure.slices;

import dev.connections.autoconfigure.sql.pets.PetRepository;
import dev.connections.sql.data.EnableConnectionRepositories;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** An application with repositories on a named connection. */
@SpringBootApplication
@EnableConnectionRepositories(connection = "pet-db", basePackageClasses = PetRepository.class)
class SlicesApplication {}
