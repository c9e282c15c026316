package dev.connections.samples.quickstart;

import java.util.List;
import java.util.stream.Collectors;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The pet owners over HTTP. */
@RestController
class PetOwnersPage {

    private final PetOwners petOwners;

    PetOwnersPage(PetOwners petOwners) {
        this.petOwners = petOwners;
    }

    @GetMapping("/pet-owners")
    List<PetOwner> all() {
        return petOwners.all();
    }

    @GetMapping(path = "/", produces = MediaType.TEXT_PLAIN_VALUE)
    String readable() {
        return petOwners.all().stream()
                .map(owner -> owner.person() + " has a " + owner.pet())
                .collect(Collectors.joining("\n", "", "\n\nThe same as JSON: /pet-owners\n"));
    }
}
