package dev.connections.sql.pets;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.Version;
import org.springframework.data.relational.core.mapping.Table;

/** An aggregate of two tables with a generated id, a version, and one property of each usual type. */
@Table
public record Owner(
        @Id @Nullable Long id,
        @Version int version,
        String name,
        boolean active,
        UUID badge,
        BigDecimal credit,
        LocalDate born,
        LocalDateTime joined,
        Instant seen,
        byte[] photo,
        Mood mood,
        Set<Pet> pets) {

    /** An owner that is not stored yet. */
    public static Owner named(String name, Pet... pets) {
        return new Owner(
                null,
                0,
                name,
                true,
                UUID.fromString("6c84fb90-12c4-11e1-840d-7b25c5ee775a"),
                new BigDecimal("12.50"),
                LocalDate.of(1980, 2, 29),
                LocalDateTime.of(2026, 11, 21, 10, 15, 30, 123_000_000),
                Instant.parse("2026-11-21T09:15:30.123Z"),
                new byte[] {1, 2, 3},
                Mood.GLAD,
                Set.of(pets));
    }

    /** The same owner with another name. */
    public Owner renamed(String newName) {
        return new Owner(id, version, newName, active, badge, credit, born, joined, seen, photo, mood, pets);
    }

    /** How an owner feels. */
    public enum Mood {
        GLAD,
        SAD
    }
}
