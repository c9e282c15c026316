package dev.connections.samples.cached;

import dev.connections.cache.CachedQuery;
import dev.connections.cache.EvictQueries;
import dev.connections.sql.SqlConnection;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Service;

// tag::service[]
@Service
class PetOwners {

    private final SqlConnection petDb;

    PetOwners(SqlConnection petDb) {
        this.petDb = petDb;
    }

    @CachedQuery(ttl = "${pets.ttl}", staleIfError = "1h")
    List<PetOwner> of(String pet) {
        return petDb.query("select * from pet_owners where pet = :pet", Map.of("pet", pet), PetOwner.class);
    }

    @EvictQueries
    void add(PetOwner owner) {
        petDb.sql("insert into pet_owners values (:person, :pet)")
                .paramSource(owner)
                .update();
    }
}
// end::service[]
