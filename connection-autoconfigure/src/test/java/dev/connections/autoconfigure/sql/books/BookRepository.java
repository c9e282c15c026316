package dev.connections.autoconfigure.sql.books;

import org.springframework.data.repository.CrudRepository;
import org.springframework.transaction.annotation.Transactional;

public interface BookRepository extends CrudRepository<Book, Long> {

    @Transactional("pet_db")
    default void inTransaction(Runnable work) {
        work.run();
    }
}
