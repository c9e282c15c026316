package dev.connections.autoconfigure.sql.orders;

import org.springframework.data.repository.ListCrudRepository;

public interface PurchaseRepository extends ListCrudRepository<Purchase, Long> {}
