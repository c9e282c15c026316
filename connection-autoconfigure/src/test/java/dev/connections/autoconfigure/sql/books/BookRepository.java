package dev.connections.autoconfigure.sql.books;

import java.util.List;
import org.springframework.data.domain.Pageable;
import org.springframework.data.repository.ListCrudRepository;
import org.springframework.data.repository.PagingAndSortingRepository;
import org.springframework.transaction.annotation.Transactional;

public interface BookRepository extends ListCrudRepository<Book, Long>, PagingAndSortingRepository<Book, Long> {

    List<Book> findByTitleContaining(String part, Pageable page);

    @Transactional("pet_db")
    default void inTransaction(Runnable work) {
        work.run();
    }
}
