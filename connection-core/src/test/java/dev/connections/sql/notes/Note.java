package dev.connections.sql.notes;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.CreatedBy;
import org.springframework.data.annotation.CreatedDate;
import org.springframework.data.annotation.Id;
import org.springframework.data.relational.core.mapping.Sequence;
import org.springframework.data.relational.core.mapping.Table;

/** A note in a color. */
@Table
public record Note(
        @Id @Sequence("numbers") @Nullable Long id,
        String text,
        Color color,
        @CreatedBy @Nullable String author,
        @CreatedDate @Nullable Instant created) {

    /** A note that is not stored yet. */
    public static Note of(String text) {
        return new Note(null, text, new Color(255, 0, 127), null, null);
    }

    /** The same note with another text. */
    public Note withText(String newText) {
        return new Note(id, newText, color, author, created);
    }

    /** A type that no database knows. */
    public record Color(int red, int green, int blue) {}
}
