package dev.connections.sql.orders;

import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.relational.core.mapping.Table;

/** Something bought. */
@Table
public record Purchase(@Id @Nullable Long id, String item) {}
