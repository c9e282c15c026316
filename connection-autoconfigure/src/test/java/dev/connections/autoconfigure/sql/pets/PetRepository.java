package dev.connections.autoconfigure.sql.pets;

import java.util.List;
import org.springframework.data.repository.ListCrudRepository;

public interface PetRepository extends ListCrudRepository<Pet, Long> {

    List<Pet> findByNameContaining(String part);
}
