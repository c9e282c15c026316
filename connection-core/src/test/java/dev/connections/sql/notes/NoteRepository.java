package dev.connections.sql.notes;

import org.springframework.data.repository.ListCrudRepository;

/** The notes. */
public interface NoteRepository extends ListCrudRepository<Note, Long> {}
