package dev.connections.cache.advice.pets;

import dev.connections.cache.CachedQuery;
import java.util.List;
import org.springframework.data.repository.ListCrudRepository;
import org.springframework.data.repository.NoRepositoryBean;

/** A repository that caches what it inherits. */
@NoRepositoryBean
public interface CachedRepository<T> extends ListCrudRepository<T, Long> {

    @Override
    @CachedQuery(ttl = "1h")
    List<T> findAll();
}
