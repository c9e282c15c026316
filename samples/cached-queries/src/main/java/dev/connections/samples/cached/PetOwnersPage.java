package dev.connections.samples.cached;

import dev.connections.cache.CachedResult;
import java.util.List;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

// tag::page[]
/**
 * The owners of pets of a kind. Headers tell how old the answer is ({@code Age}) and where it comes from (RFC 9211).
 */
@RestController
class PetOwnersPage {

    private final PetOwners petOwners;

    PetOwnersPage(PetOwners petOwners) {
        this.petOwners = petOwners;
    }

    @GetMapping("/pet-owners/{pet}")
    ResponseEntity<List<PetOwner>> of(@PathVariable String pet) {
        CachedResult<List<PetOwner>> owners = CachedResult.of(() -> petOwners.of(pet));
        String status = owners.stale() ? "hit; detail=stale" : owners.cached() ? "hit" : "fwd=miss";
        return ResponseEntity.ok()
                .header("Age", String.valueOf(owners.age().toSeconds()))
                .header("Cache-Status", "pet-db; " + status)
                .body(owners.value());
    }
    // end::page[]

    @PostMapping("/pet-owners")
    void add(@RequestBody PetOwner owner) {
        petOwners.add(owner);
    }
}
