package dev.connections.benchmarks;

import java.util.List;
import org.springframework.data.repository.Repository;

/** The table as a Spring Data repository. */
interface Owners extends Repository<Owner, Long> {

    /** The owners up to one. */
    List<Owner> findByIdLessThanEqual(long id);
}
