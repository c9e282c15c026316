package dev.connections.sql.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.connections.UnknownConnectionException;
import dev.connections.sql.ConnectionByHand;
import dev.connections.sql.Schema;
import dev.connections.sql.orders.Purchase;
import dev.connections.sql.orders.PurchaseRepository;
import dev.connections.sql.pets.Owner;
import dev.connections.sql.pets.OwnerRepository;
import dev.connections.testing.EnglishLocale;
import dev.connections.testing.TestDatabase;
import dev.connections.testing.TestDatabases;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.UnsatisfiedDependencyException;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.jdbc.core.dialect.JdbcH2Dialect;
import org.springframework.data.jdbc.core.mapping.JdbcMappingContext;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.EnableTransactionManagement;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

@ExtendWith(EnglishLocale.class)
class EnableConnectionRepositoriesTests {

    private final AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();

    @AfterEach
    void close() {
        context.close();
    }

    @Test
    void servesSeveralConnectionsEachWithItsDialect() throws SQLException {
        startWithTwoConnections();
        Owner owner = context.getBean(OwnerRepository.class).save(Owner.named("jerry"));
        Purchase purchase = context.getBean(PurchaseRepository.class).save(new Purchase(null, "fish"));
        assertThat(context.getBean(OwnerRepository.class).findAll())
                .extracting(Owner::id)
                .containsExactly(owner.id());
        assertThat(context.getBean(PurchaseRepository.class).findAll()).containsExactly(purchase);
        assertThat(context.getBean("petDbJdbcDialect")).isInstanceOf(JdbcH2Dialect.class);
        assertThat(context.getBean("shopJdbcDialect")).isInstanceOf(SqliteJdbcDialect.class);
    }

    @Test
    void rollsBackOneConnectionAlone() throws SQLException {
        startWithTwoConnections();
        TransactionTemplate transaction =
                new TransactionTemplate(context.getBean("petDbTransactionManager", PlatformTransactionManager.class));
        transaction.executeWithoutResult(status -> {
            context.getBean(OwnerRepository.class).save(Owner.named("jerry"));
            context.getBean(PurchaseRepository.class).save(new Purchase(null, "fish"));
            status.setRollbackOnly();
        });
        assertThat(context.getBean(OwnerRepository.class).count()).isZero();
        assertThat(context.getBean(PurchaseRepository.class).count()).isEqualTo(1);
    }

    @Test
    void takesPartInTheTransactionOfAService() throws SQLException {
        context.register(Shop.class);
        startWithTwoConnections();
        assertThatIllegalStateException()
                .isThrownBy(() -> context.getBean(Shop.class).sellAndFail());
        assertThat(context.getBean(PurchaseRepository.class).count()).isZero();
    }

    @Test
    void leavesTheTypesOfItsBeansToOthers() throws SQLException {
        startWithTwoConnections();
        assertThat(context.getBeansOfType(JdbcMappingContext.class)).hasSize(2);
        assertThatExceptionOfType(UnsatisfiedDependencyException.class)
                .isThrownBy(() -> context.getAutowireCapableBeanFactory().createBean(NeedsTheOnlyMappingContext.class));
    }

    @Test
    void namesTheConnectionThatIsMissing() {
        context.register(PetsAndShop.class);
        assertThatExceptionOfType(Exception.class)
                .isThrownBy(context::refresh)
                .havingRootCause()
                .isInstanceOf(UnknownConnectionException.class)
                .withMessageContaining("'pet-db'")
                .withMessageContaining("connections.pet-db.url");
    }

    @Test
    void namesTheClassWhoseConnectionNameIsNone() {
        context.register(NoName.class);
        assertThatExceptionOfType(Exception.class)
                .isThrownBy(context::refresh)
                .havingRootCause()
                .isInstanceOf(IllegalArgumentException.class)
                .withMessageContaining("'' is not a connection name");
    }

    private void startWithTwoConnections() throws SQLException {
        TestDatabase pets = TestDatabases.h2();
        TestDatabase shop = TestDatabases.sqlite();
        Schema.createIn(pets);
        Schema.createIn(shop);
        ConnectionByHand.registerIn(context, "petDb", pets);
        ConnectionByHand.registerIn(context, "shop", shop);
        context.register(PetsAndShop.class);
        context.refresh();
    }

    @Configuration(proxyBeanMethods = false)
    @EnableTransactionManagement
    @EnableConnectionRepositories(connection = "pet-db", basePackageClasses = Owner.class)
    @EnableConnectionRepositories(connection = "shop", basePackageClasses = Purchase.class)
    static class PetsAndShop {}

    @Configuration(proxyBeanMethods = false)
    @EnableConnectionRepositories(connection = "", basePackageClasses = Owner.class)
    static class NoName {}

    record NeedsTheOnlyMappingContext(JdbcMappingContext mappingContext) {}

    static class Shop {

        private final PurchaseRepository purchases;

        Shop(PurchaseRepository purchases) {
            this.purchases = purchases;
        }

        @Transactional("shopTransactionManager")
        public void sellAndFail() {
            purchases.save(new Purchase(null, "fish"));
            purchases.save(new Purchase(null, "cat"));
            throw new IllegalStateException("sold out");
        }
    }
}
