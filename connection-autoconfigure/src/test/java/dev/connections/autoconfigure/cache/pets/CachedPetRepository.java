package dev.connections.autoconfigure.cache.pets;

import dev.connections.cache.CachedQuery;
import dev.connections.cache.EvictQueries;
import java.util.List;
import org.springframework.data.repository.ListCrudRepository;

/** The pets. */
public interface CachedPetRepository extends ListCrudRepository<CachedPet, Long> {

    /** Those of a name. */
    @CachedQuery(connection = "pet-db", ttl = "10m")
    List<CachedPet> findByName(String name);

    @Override
    @EvictQueries(connection = "pet-db", queries = "CachedPetRepository.findByName")
    <S extends CachedPet> S save(S pet);
}
