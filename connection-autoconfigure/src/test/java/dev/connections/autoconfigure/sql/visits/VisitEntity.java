package dev.connections.autoconfigure.sql.visits;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;

/** An entity with each kind of date and time. */
@Entity
@Table(name = "visits")
public class VisitEntity {

    @Id
    private int id;

    private LocalDateTime happened;

    private Instant noted;

    private OffsetDateTime changed;

    private LocalDate born;

    private LocalTime opens;

    protected VisitEntity() {}

    public VisitEntity(int id, LocalDateTime happened, Instant noted) {
        this.id = id;
        this.happened = happened;
        this.noted = noted;
        this.changed = noted.atOffset(java.time.ZoneOffset.ofHours(3));
        this.born = happened.toLocalDate();
        this.opens = happened.toLocalTime();
    }

    public LocalDateTime happened() {
        return happened;
    }

    public Instant noted() {
        return noted;
    }

    public OffsetDateTime changed() {
        return changed;
    }

    public LocalDate born() {
        return born;
    }

    public LocalTime opens() {
        return opens;
    }
}
