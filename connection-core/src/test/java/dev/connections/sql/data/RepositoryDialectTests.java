package dev.connections.sql.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.connections.sql.ConnectionByHand;
import dev.connections.sql.Schema;
import dev.connections.sql.pets.Owner;
import dev.connections.sql.pets.OwnerRepository;
import dev.connections.sql.pets.Pet;
import dev.connections.testing.EnglishLocale;
import dev.connections.testing.RequiresServer;
import dev.connections.testing.TestDatabase;
import dev.connections.testing.TestDatabases;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.data.annotation.Id;
import org.springframework.data.domain.Limit;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.PageRequest;
import org.springframework.data.domain.Sort;
import org.springframework.data.jdbc.core.JdbcAggregateTemplate;
import org.springframework.data.relational.core.query.Criteria;
import org.springframework.data.relational.core.query.Query;

/** What repositories promise, on each database. */
@RequiresServer
@ParameterizedClass
@MethodSource("databases")
@ExtendWith(EnglishLocale.class)
class RepositoryDialectTests {

    @Parameter
    Supplier<TestDatabase> databases;

    private AnnotationConfigApplicationContext context;
    private OwnerRepository owners;

    static Stream<Named<Supplier<TestDatabase>>> databases() {
        return Stream.of(
                Named.of("h2", TestDatabases::h2),
                Named.of("sqlite", TestDatabases::sqlite),
                Named.of("duckdb", TestDatabases::duckdb),
                Named.of("postgres", TestDatabases::postgres),
                Named.of("mariadb", TestDatabases::mariadb));
    }

    @BeforeEach
    void open() throws SQLException {
        TestDatabase database = databases.get();
        Schema.createIn(database);
        context = new AnnotationConfigApplicationContext();
        ConnectionByHand.registerIn(context, "petDb", database);
        context.register(PetDbRepositories.class);
        context.refresh();
        owners = context.getBean(OwnerRepository.class);
    }

    @AfterEach
    void close() {
        context.close();
    }

    @Test
    void insertsWithAGeneratedIdAndReadsEveryTypeBack() {
        Owner saved = owners.save(Owner.named("jerry", new Pet("fish"), new Pet("cat")));
        assertThat(saved.id()).isPositive();
        assertThat(saved.version()).isEqualTo(1);
        assertThat(owners.findById(idOf(saved)))
                .get()
                .usingRecursiveComparison()
                .withComparatorForType(BigDecimal::compareTo, BigDecimal.class)
                .isEqualTo(saved);
    }

    @Test
    void insertsManyEachWithItsOwnId() {
        List<Owner> saved =
                owners.saveAll(List.of(Owner.named("a"), Owner.named("b", new Pet("cat")), Owner.named("c")));
        assertThat(saved).extracting(Owner::id).doesNotHaveDuplicates().doesNotContainNull();
        assertThat(owners.findAllById(
                        saved.stream().map(RepositoryDialectTests::idOf).toList()))
                .extracting(Owner::name)
                .containsExactlyInAnyOrder("a", "b", "c");
    }

    @Test
    void updatesAndRefusesAStaleVersion() {
        Owner first = owners.save(Owner.named("jerry", new Pet("fish")));
        Owner second = owners.save(first.renamed("tom"));
        assertThat(second.version()).isEqualTo(2);
        assertThatExceptionOfType(OptimisticLockingFailureException.class)
                .isThrownBy(() -> owners.save(first.renamed("late")));
        assertThatExceptionOfType(OptimisticLockingFailureException.class).isThrownBy(() -> owners.delete(first));
        assertThat(owners.findAll()).extracting(Owner::name).containsExactly("tom");
    }

    @Test
    void deletesAnAggregateWithAllOfItsTables() {
        Owner saved = owners.save(Owner.named("jerry", new Pet("fish")));
        owners.save(Owner.named("tom"));
        owners.deleteById(idOf(saved));
        assertThat(owners.count()).isEqualTo(1);
        owners.deleteAll();
        assertThat(owners.findAll()).isEmpty();
    }

    @Test
    void answersDerivedAndWrittenQueries() {
        owners.saveAll(List.of(Owner.named("ann"), Owner.named("bob"), Owner.named("ann")));
        assertThat(owners.findByNameOrderByIdDesc("ann"))
                .extracting(Owner::id)
                .isSortedAccordingTo((left, right) -> Long.compare(right, left))
                .hasSize(2);
        assertThat(owners.existsByName("bob")).isTrue();
        assertThat(owners.existsByName("eve")).isFalse();
        assertThat(owners.findByMood(Owner.Mood.GLAD)).hasSize(3);
        assertThat(owners.names("a%")).containsExactly("ann", "ann");
        assertThat(owners.rename("bob", "rob")).isEqualTo(1);
        assertThat(owners.deleteByName("ann")).isEqualTo(2);
        assertThat(owners.findAll()).extracting(Owner::name).containsExactly("rob");
    }

    @Test
    void findsWildcardsAsTheyAre() {
        owners.saveAll(List.of(Owner.named("50%"), Owner.named("500"), Owner.named("a_b"), Owner.named("aXb")));
        assertThat(owners.findByNameContaining("0%")).extracting(Owner::name).containsExactly("50%");
        assertThat(owners.findByNameNotContaining("0%"))
                .extracting(Owner::name)
                .containsExactlyInAnyOrder("500", "a_b", "aXb");
        assertThat(owners.findByNameStartingWithIgnoreCase("A_"))
                .extracting(Owner::name)
                .containsExactly("a_b");
    }

    @Test
    void pagesSortsAndLimits() {
        owners.saveAll(Stream.of("c", "a", "e", "b", "d").map(Owner::named).toList());
        Page<Owner> page = owners.findByActive(true, PageRequest.of(1, 2, Sort.by("name")));
        assertThat(page.getTotalElements()).isEqualTo(5);
        assertThat(page).extracting(Owner::name).containsExactly("c", "d");
        assertThat(owners.findAll(PageRequest.of(2, 2, Sort.by("name").descending())))
                .extracting(Owner::name)
                .containsExactly("a");
        assertThat(owners.findByActiveTrueOrderByName(Limit.of(2)))
                .extracting(Owner::name)
                .containsExactly("a", "b");
    }

    @Test
    void runsTransactionalMethodsInATransaction() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> owners.saveBothOrNone(Owner.named("ann"), Owner.named("")));
        assertThat(owners.count()).isZero();
        owners.saveBothOrNone(Owner.named("ann"), Owner.named("bob"));
        assertThat(owners.count()).isEqualTo(2);
    }

    @Test
    void insertsOrReplacesWhatHasAnIdOfItsOwn() {
        JdbcAggregateTemplate template = context.getBean("petDbJdbcAggregateTemplate", JdbcAggregateTemplate.class);
        template.upsert(new Toy("ball", "red"));
        template.upsert(new Toy("ball", "blue"));
        assertThat(template.findAll(Toy.class)).containsExactly(new Toy("ball", "blue"));
    }

    @Test
    void tellsThatAKeyIsTaken() {
        JdbcAggregateTemplate template = context.getBean("petDbJdbcAggregateTemplate", JdbcAggregateTemplate.class);
        template.insert(new Toy("ball", "red"));
        assertThatExceptionOfType(DuplicateKeyException.class)
                .isThrownBy(() -> template.insert(new Toy("ball", "blue")))
                .withMessageContaining("Connection 'pet-db'");
    }

    @Test
    void skipsRowsWithoutALimit() {
        JdbcAggregateTemplate template = context.getBean("petDbJdbcAggregateTemplate", JdbcAggregateTemplate.class);
        template.insertAll(List.of(new Toy("ball", "red"), new Toy("car", "red"), new Toy("doll", "red")));
        Query query = Query.query(Criteria.where("color").is("red"))
                .sort(Sort.by("name"))
                .offset(1);
        assertThat(template.findAll(query, Toy.class)).extracting(Toy::name).containsExactly("car", "doll");
    }

    private static long idOf(Owner owner) {
        return Objects.requireNonNull(owner.id());
    }

    record Toy(@Id String name, String color) {}

    @Configuration(proxyBeanMethods = false)
    @EnableConnectionRepositories(connection = "pet-db", basePackageClasses = Owner.class)
    static class PetDbRepositories {}
}
