package dev.connections.sql.shop;

import org.springframework.data.repository.ListCrudRepository;

/** The items. */
public interface ItemRepository extends ListCrudRepository<ItemInShop, Long> {}
