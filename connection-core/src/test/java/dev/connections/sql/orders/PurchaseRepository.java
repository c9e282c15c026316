package dev.connections.sql.orders;

import org.springframework.data.repository.ListCrudRepository;

/** The purchases. */
public interface PurchaseRepository extends ListCrudRepository<Purchase, Long> {}
