package dev.connections.sql.pets;

import java.util.List;
import org.springframework.data.domain.Limit;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.Pageable;
import org.springframework.data.jdbc.repository.query.Modifying;
import org.springframework.data.jdbc.repository.query.Query;
import org.springframework.data.relational.core.sql.LockMode;
import org.springframework.data.relational.repository.Lock;
import org.springframework.data.repository.ListCrudRepository;
import org.springframework.data.repository.ListPagingAndSortingRepository;
import org.springframework.transaction.annotation.Transactional;

/** Every kind of query that a repository can have. */
public interface OwnerRepository extends ListCrudRepository<Owner, Long>, ListPagingAndSortingRepository<Owner, Long> {

    List<Owner> findByNameOrderByIdDesc(String name);

    List<Owner> findByNameContaining(String part);

    List<Owner> findByNameNotContaining(String part);

    List<Owner> findByNameStartingWithIgnoreCase(String start);

    Page<Owner> findByActive(boolean active, Pageable page);

    List<Owner> findByActiveTrueOrderByName(Limit limit);

    boolean existsByName(String name);

    long deleteByName(String name);

    @Lock(LockMode.PESSIMISTIC_WRITE)
    List<Owner> findByMood(Owner.Mood mood);

    @Query("select name from owner where name like :pattern order by name")
    List<String> names(String pattern);

    @Modifying
    @Query("update owner set name = :to where name = :from")
    int rename(String from, String to);

    @Transactional
    default void saveBothOrNone(Owner first, Owner second) {
        save(first);
        save(second);
        if (second.name().isEmpty()) {
            throw new IllegalArgumentException("an owner needs a name");
        }
    }
}
