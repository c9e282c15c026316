package dev.connections.samples.quickstart;

import dev.connections.sql.SqlConnection;
import java.util.List;
import org.springframework.stereotype.Service;

// tag::service[]
@Service
class PetOwners {

    private final SqlConnection petDb;

    PetOwners(SqlConnection petDb) {
        this.petDb = petDb;
    }

    List<PetOwner> all() {
        return petDb.query("select * from pet_owners", PetOwner.class);
    }
}
// end::service[]
