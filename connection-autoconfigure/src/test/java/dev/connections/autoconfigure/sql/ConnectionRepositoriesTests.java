package dev.connections.autoconfigure.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.connections.ConnectionState;
import dev.connections.Connections;
import dev.connections.UnknownConnectionException;
import dev.connections.autoconfigure.ConnectionsAutoConfiguration;
import dev.connections.autoconfigure.sql.books.Book;
import dev.connections.autoconfigure.sql.books.BookRepository;
import dev.connections.autoconfigure.sql.orders.Purchase;
import dev.connections.autoconfigure.sql.orders.PurchaseRepository;
import dev.connections.autoconfigure.sql.pets.Pet;
import dev.connections.autoconfigure.sql.pets.PetRepository;
import dev.connections.sql.SqlConnection;
import dev.connections.sql.data.EnableConnectionRepositories;
import dev.connections.testing.EnglishLocale;
import dev.connections.testing.RequiresServer;
import dev.connections.testing.TestDatabase;
import dev.connections.testing.TestDatabases;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.dao.DataAccessException;
import org.springframework.data.domain.PageRequest;
import org.springframework.data.domain.Sort;
import org.springframework.data.jdbc.core.JdbcAggregateOperations;
import org.springframework.transaction.annotation.Transactional;

/** Repositories on connections that the configuration names. */
@RequiresServer
@ExtendWith(EnglishLocale.class)
class ConnectionRepositoriesTests {

    private final TestDatabase pets = TestDatabases.sqlite();

    private final TestDatabase shop = TestDatabases.duckdb();

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    SqlConnectionAutoConfiguration.class,
                    ConnectionsAutoConfiguration.class,
                    TransactionAutoConfiguration.class,
                    ConnectionTransactionsAutoConfiguration.class));

    @BeforeEach
    void createTables() throws SQLException {
        pets.execute("create table pet (id integer primary key, name varchar(100))");
        shop.execute(
                "create sequence ids",
                "create table purchase (id bigint default nextval('ids') primary key, item varchar(100))");
    }

    @Test
    void openNothingAtStartUpAndShareTheTransactionsOfTheirConnection() {
        started().withPropertyValues("connections.defaults.start=lazy").run(context -> {
            assertThat(context.getBean(Connections.class).states()).containsValues(ConnectionState.NEW);
            context.getBean("petDb", SqlConnection.class).transaction(tx -> {
                context.getBean(PetRepository.class).save(new Pet(null, "rex"));
                context.getBean(PurchaseRepository.class).save(new Purchase(null, "bone"));
                assertThat(tx.sql("select count(*) from pet").value(Long.class)).isEqualTo(1);
                tx.update("delete from pet");
            });
            assertThat(context.getBean(PetRepository.class).count()).isZero();
            assertThat(context.getBean(PurchaseRepository.class).count()).isEqualTo(1);
        });
    }

    @Test
    void rollBackWithAServicesTransactionOnTheirConnectionAlone() {
        started().run(context -> {
            Service service = context.getBean(Service.class);
            assertThat(catchThrowable(service::buyAndFail)).isInstanceOf(IllegalStateException.class);
            assertThat(context.getBean(PetRepository.class).count()).isZero();
            assertThat(context.getBean(PurchaseRepository.class).count()).isEqualTo(1);
        });
    }

    @Test
    void haveBeansThatAreInjectedByAnySpellingOfTheName() {
        started().run(context -> {
            Template template = context.getBean(Template.class);
            assertThat(template.pets()).isSameAs(context.getBean("petDbJdbcAggregateTemplate"));
            assertThat(template.shop()).isSameAs(context.getBean("shopJdbcAggregateTemplate"));
        });
    }

    @Test
    void speakTheDialectOfTheirConnection() {
        TestDatabase library = TestDatabases.postgres();
        started()
                .withUserConfiguration(Library.class)
                .withPropertyValues(
                        "connections.library.url=" + library.jdbcUrl(),
                        "connections.library.username=" + library.username(),
                        "connections.library.password=" + library.password())
                .run(context -> {
                    context.getBean("library", SqlConnection.class)
                            .update("create table book (id bigserial primary key, title varchar(100))");
                    PetRepository pets = context.getBean(PetRepository.class);
                    PurchaseRepository purchases = context.getBean(PurchaseRepository.class);
                    BookRepository books = context.getBean(BookRepository.class);
                    pets.saveAll(List.of(new Pet(null, "rex_1"), new Pet(null, "rexx1"), new Pet(null, "tom")));
                    purchases.saveAll(List.of(new Purchase(null, "bone"), new Purchase(null, "ball")));
                    books.saveAll(List.of(new Book(null, "100% cats"), new Book(null, "100 dogs")));

                    PageRequest second = PageRequest.of(1, 1, Sort.by("id"));
                    assertThat(pets.findByNameContaining("x_1")).singleElement().satisfies(pet -> assertThat(pet.id())
                            .isEqualTo(1));
                    assertThat(purchases.findAll(second).getContent())
                            .extracting(Purchase::item)
                            .containsExactly("ball");
                    assertThat(books.findByTitleContaining("0%", PageRequest.of(0, 5)))
                            .extracting(Book::title)
                            .containsExactly("100% cats");
                    assertThat(books.findAll(second).getTotalElements()).isEqualTo(2);
                    assertThat(catchThrowable(() -> books.save(new Book(null, "x".repeat(101)))))
                            .isInstanceOf(DataAccessException.class);
                });
    }

    @Test
    void sayWhichConnectionsThereAre() {
        runner.withPropertyValues("connections.pets.url=" + pets.jdbcUrl(), "connections.shop.url=" + shop.jdbcUrl())
                .withUserConfiguration(PetsAndShop.class)
                .run(context -> assertThat(context)
                        .getFailure()
                        .hasRootCauseInstanceOf(UnknownConnectionException.class)
                        .rootCause()
                        .hasMessageContaining("'pet-db'")
                        .hasMessageContaining("Known: 'pets', 'shop'"));
    }

    private ApplicationContextRunner started() {
        return runner.withPropertyValues(
                        "connections.pet-db.url=" + pets.jdbcUrl(), "connections.shop.url=" + shop.jdbcUrl())
                .withUserConfiguration(PetsAndShop.class);
    }

    @Configuration(proxyBeanMethods = false)
    @EnableConnectionRepositories(connection = "pet-db", basePackageClasses = Pet.class)
    @EnableConnectionRepositories(connection = "shop", basePackageClasses = Purchase.class)
    @Import({Service.class, Template.class})
    static class PetsAndShop {}

    @Configuration(proxyBeanMethods = false)
    @EnableConnectionRepositories(connection = "library", basePackageClasses = Book.class)
    static class Library {}

    record Template(
            @Qualifier("pet_db") JdbcAggregateOperations pets, @Qualifier("shop") JdbcAggregateOperations shop) {}

    static class Service {

        private final PetRepository pets;

        private final PurchaseRepository purchases;

        Service(PetRepository pets, PurchaseRepository purchases) {
            this.pets = pets;
            this.purchases = purchases;
        }

        @Transactional("petDb")
        public void buyAndFail() {
            pets.save(new Pet(null, "rex"));
            purchases.save(new Purchase(null, "bone"));
            throw new IllegalStateException("the shop has closed");
        }
    }
}
