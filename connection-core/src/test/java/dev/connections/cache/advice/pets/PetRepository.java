package dev.connections.cache.advice.pets;

import dev.connections.cache.CachedQuery;
import dev.connections.cache.EvictQueries;
import java.util.List;
import java.util.Optional;

/** The pets. */
public interface PetRepository extends CachedRepository<Pet> {

    /** Those of a name. */
    @CachedQuery(ttl = "1h")
    List<Pet> findByName(String name);

    /** One of a name. */
    @CachedQuery(ttl = "1h")
    Optional<Named> findFirstByNameStartingWith(String start);

    @Override
    @EvictQueries(queries = {"PetRepository.findAll", "PetRepository.findByName"})
    <S extends Pet> S save(S pet);

    /** A part of a pet. */
    interface Named {

        /** Its name. */
        String getName();
    }
}
