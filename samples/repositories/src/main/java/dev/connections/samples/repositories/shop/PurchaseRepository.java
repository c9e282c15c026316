package dev.connections.samples.repositories.shop;

import java.util.List;
import org.springframework.data.repository.ListCrudRepository;

/** The purchases. */
public interface PurchaseRepository extends ListCrudRepository<Purchase, Long> {

    List<Purchase> findByItemContaining(String part);
}
