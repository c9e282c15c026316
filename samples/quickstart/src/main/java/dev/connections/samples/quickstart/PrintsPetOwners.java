package dev.connections.samples.quickstart;

import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** Prints the pet owners once the application has started. */
@Component
class PrintsPetOwners implements ApplicationRunner {

    private final PetOwners petOwners;

    private final Environment environment;

    PrintsPetOwners(PetOwners petOwners, Environment environment) {
        this.petOwners = petOwners;
        this.environment = environment;
    }

    @Override
    public void run(ApplicationArguments args) {
        for (PetOwner owner : petOwners.all()) {
            System.out.println(owner.person() + " has a " + owner.pet());
        }
        System.out.println("Open http://localhost:" + environment.getProperty("local.server.port") + "/pet-owners");
    }
}
