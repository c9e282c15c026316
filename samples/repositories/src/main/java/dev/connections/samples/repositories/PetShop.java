package dev.connections.samples.repositories;

import dev.connections.samples.repositories.pets.Owner;
import dev.connections.samples.repositories.pets.OwnerRepository;
import dev.connections.samples.repositories.shop.Purchase;
import dev.connections.samples.repositories.shop.PurchaseRepository;
import dev.connections.sql.SqlConnection;
import java.time.LocalDate;
import java.util.List;
import org.springframework.boot.CommandLineRunner;
import org.springframework.stereotype.Component;

/** Fills both databases and prints what is in them. */
@Component
public class PetShop implements CommandLineRunner {

    private final SqlConnection petDb;
    private final SqlConnection shop;
    private final OwnerRepository owners;
    private final PurchaseRepository purchases;

    /** Each repository comes with the connection it belongs to. */
    public PetShop(SqlConnection petDb, SqlConnection shop, OwnerRepository owners, PurchaseRepository purchases) {
        this.petDb = petDb;
        this.shop = shop;
        this.owners = owners;
        this.purchases = purchases;
    }

    @Override
    public void run(String... arguments) {
        petDb.sql("create table owner (id identity primary key, person varchar(50), pet varchar(50))")
                .update();
        shop.sql("create table purchase (id integer primary key, item varchar(50), day date)")
                .update();
        owners.saveAll(List.of(new Owner(null, "mary", "dog"), new Owner(null, "john", "cat")));
        purchases.save(new Purchase(null, "50% bone", LocalDate.of(2026, 11, 21)));
        owners.findByPetOrderByPerson("dog").forEach(owner -> System.out.println(owner.person() + " has a dog"));
        purchases
                .findByItemContaining("50%")
                .forEach(purchase -> System.out.println("bought: " + purchase.item() + " on " + purchase.day()));
    }
}
