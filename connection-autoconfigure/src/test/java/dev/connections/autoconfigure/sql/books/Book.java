package dev.connections.autoconfigure.sql.books;

import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.relational.core.mapping.Table;

@Table
public record Book(@Id @Nullable Long id, String title) {}
