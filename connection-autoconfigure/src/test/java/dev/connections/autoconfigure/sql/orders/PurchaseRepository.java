package dev.connections.autoconfigure.sql.orders;

import org.springframework.data.repository.ListCrudRepository;
import org.springframework.data.repository.PagingAndSortingRepository;

public interface PurchaseRepository
        extends ListCrudRepository<Purchase, Long>, PagingAndSortingRepository<Purchase, Long> {}
