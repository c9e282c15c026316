package dev.connections.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.connections.rows.Rows;
import dev.connections.sql.SqlConnection;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.domain.PageRequest;
import org.springframework.data.domain.Slice;
import org.springframework.jdbc.core.DataClassRowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/** The code of the page about SQL. */
@SpringBootTest(properties = "connections.pet-db.url=jdbc:h2:mem:sql-examples")
class SqlExamplesTests {

    @Autowired
    private SqlConnection petDb;

    @BeforeEach
    void createTable() {
        petDb.update("create table if not exists pet_owners (person varchar(20), pet varchar(20))");
        petDb.update("delete from pet_owners");
        petDb.update("insert into pet_owners values ('jerry', 'fish'), ('barbara', 'cat')");
    }

    @Test
    void reads() throws Exception {
        // tag::read[]
        Rows rows = petDb.query("select * from pet_owners");
        Rows cats = petDb.query("select * from pet_owners where pet = :pet", Map.of("pet", "cat"));
        List<PetOwner> owners =
                petDb.query("select * from pet_owners where pet = :pet", Map.of("pet", "cat"), PetOwner.class);
        Rows table = petDb.table("pet_owners");
        // end::read[]
        assertThat(rows.size()).isEqualTo(2);
        assertThat(table).isEqualTo(rows);
        assertThat(owners).containsExactly(new PetOwner("barbara", "cat"));
        // tag::rows[]
        List<String> pets = rows.column("pet", String.class);
        String person = cats.iterator().next().getString("person");
        List<PetOwner> sameOwners = cats.as(PetOwner.class);
        StringWriter csv = new StringWriter();
        rows.writeCsv(csv);
        String json = JsonMapper.builder().findAndAddModules().build().writeValueAsString(cats);
        // end::rows[]
        assertThat(pets).containsExactly("fish", "cat");
        assertThat(person).isEqualTo("barbara");
        assertThat(sameOwners).isEqualTo(owners);
        assertThat(csv.toString()).contains("jerry,fish");
        assertThat(json).isEqualTo("[{\"person\":\"barbara\",\"pet\":\"cat\"}]");
    }

    @Test
    void statementsAndStreams() {
        // tag::statement[]
        List<PetOwner> owners = petDb.sql("select * from pet_owners where pet in (:pets)")
                .param("pets", List.of("cat", "dog"))
                .ttl(Duration.ofMinutes(10))
                .timeout(Duration.ofSeconds(5))
                .list(PetOwner.class);
        // end::statement[]
        assertThat(owners).hasSize(1);
        // tag::stream[]
        try (Stream<PetOwner> stream = petDb.sql("select * from pet_owners").fetchSize(500).stream(PetOwner.class)) {
            stream.map(PetOwner::person).forEach(System.out::println);
        }
        // end::stream[]
        // tag::slice[]
        Slice<PetOwner> page =
                petDb.sql("select * from pet_owners order by person").slice(PageRequest.of(0, 1), PetOwner.class);
        // end::slice[]
        assertThat(page.getContent()).containsExactly(new PetOwner("barbara", "cat"));
        assertThat(page.hasNext()).isTrue();
    }

    @Test
    void rowMappers() {
        // tag::mapper[]
        List<String> lines = petDb.query(
                "select person, pet from pet_owners order by person",
                (rs, rowNumber) -> rs.getString("person") + " has a " + rs.getString("pet"));
        // end::mapper[]
        assertThat(lines).containsExactly("barbara has a cat", "jerry has a fish");
        String owners = "select person, pet from pet_owners";
        assertThat(petDb.query(owners, new DataClassRowMapper<>(PetOwner.class)))
                .isEqualTo(petDb.query(owners, PetOwner.class));
    }

    @Test
    void writes() {
        // tag::write[]
        int changed =
                petDb.update("insert into pet_owners values (:person, :pet)", Map.of("person", "alex", "pet", "puppy"));
        petDb.sql("insert into pet_owners values (:person, :pet)")
                .batch(List.of(new PetOwner("mary", "dog"), new PetOwner("john", "cat")));
        // end::write[]
        assertThat(changed).isEqualTo(1);
        // tag::transaction[]
        petDb.transaction(tx -> {
            tx.update("delete from pet_owners where person = :person", Map.of("person", "mary"));
            tx.update("delete from pet_owners where person = :person", Map.of("person", "john"));
        });
        long left = petDb.inTransaction(
                tx -> tx.sql("select count(*) from pet_owners").value(Long.class));
        // end::transaction[]
        assertThat(left).isEqualTo(3);
        // tag::native[]
        JdbcClient jdbc = petDb.jdbcClient();
        HikariDataSource pool = petDb.unwrap(HikariDataSource.class);
        // end::native[]
        assertThat(jdbc.sql("select count(*) from pet_owners").query(Long.class).single())
                .isEqualTo(3);
        assertThat(pool.getPoolName()).isEqualTo("pet-db");
    }

    @Test
    void returnsGeneratedKeys() {
        petDb.update("create table if not exists orders (id bigint generated always as identity, item varchar(20))");
        // tag::keys[]
        Rows keys = petDb.sql("insert into orders (item) values (:item)")
                .param("item", "hay")
                .updateReturningKeys("id");
        long id = keys.row(0).getLong("id");
        // end::keys[]
        assertThat(id).isEqualTo(1);
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Application {}
}
