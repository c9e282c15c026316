package dev.connections.sql.shop;

import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.relational.core.mapping.Table;

/** An item. Both names contain an I, in upper and in lower case. */
@Table
public record ItemInShop(@Id @Nullable Long id, String itemInfo) {}
