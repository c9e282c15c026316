package dev.connections.samples.repositories.shop;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.relational.core.mapping.Table;

/** Something that was bought for a pet. */
@Table
public record Purchase(@Id @Nullable Long id, String item, LocalDate day) {}
