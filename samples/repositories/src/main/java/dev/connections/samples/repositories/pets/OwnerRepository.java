package dev.connections.samples.repositories.pets;

import java.util.List;
import org.springframework.data.repository.ListCrudRepository;

/** The owners. */
// tag::repository[]
public interface OwnerRepository extends ListCrudRepository<Owner, Long> {

    List<Owner> findByPetOrderByPerson(String pet);
}
// end::repository[]
