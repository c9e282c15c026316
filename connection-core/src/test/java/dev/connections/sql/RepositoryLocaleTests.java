package dev.connections.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

import dev.connections.sql.data.EnableConnectionRepositories;
import dev.connections.sql.shop.ItemInShop;
import dev.connections.sql.shop.ItemRepository;
import dev.connections.testing.EnglishLocale;
import dev.connections.testing.TestDatabase;
import dev.connections.testing.TestDatabases;
import java.sql.SQLException;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Configuration;

/** Repositories with a default locale whose letters have other cases: a Turkish I is ı, and i is İ. */
@ExtendWith(EnglishLocale.class)
class RepositoryLocaleTests {

    private final AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();

    private final Locale locale = Locale.getDefault();

    @BeforeEach
    void useTurkish() {
        Locale.setDefault(new Locale.Builder().setLanguage("tr").setRegion("TR").build());
    }

    @AfterEach
    void close() {
        context.close();
        Locale.setDefault(locale);
    }

    @Test
    void mapsNamesWithoutTheLocale() throws SQLException {
        start(TestDatabases.sqlite());
        context.getBean(ItemRepository.class).save(new ItemInShop(null, "Iris"));

        assertThat(context.getBean(ItemRepository.class).findAll()).containsExactly(new ItemInShop(1L, "Iris"));
        assertThat(context.getBean(SqlConnection.class)
                        .sql("select item_info from item_in_shop")
                        .value(String.class))
                .isEqualTo("Iris");
    }

    @Test
    void refusesADatabaseWithUpperCaseNames() {
        assertThatException()
                .isThrownBy(() -> start(TestDatabases.h2()))
                .havingRootCause()
                .withMessageContaining("Connection 'shop'")
                .withMessageContaining("tr_TR")
                .withMessageContaining("-Duser.language=en");
    }

    private void start(TestDatabase database) throws SQLException {
        database.execute("create table item_in_shop (id integer primary key, item_info varchar(20))");
        ConnectionByHand.registerIn(context, "shop", database);
        context.register(Shop.class);
        context.refresh();
    }

    @Configuration(proxyBeanMethods = false)
    @EnableConnectionRepositories(connection = "shop", basePackageClasses = ItemRepository.class)
    static class Shop {}
}
