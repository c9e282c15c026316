package dev.connections.autoconfigure.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connections.autoconfigure.ConnectionsAutoConfiguration;
import dev.connections.autoconfigure.cache.pets.CachedPet;
import dev.connections.autoconfigure.cache.pets.CachedPetRepository;
import dev.connections.autoconfigure.sql.SqlConnectionAutoConfiguration;
import dev.connections.sql.SqlConnection;
import dev.connections.sql.data.EnableConnectionRepositories;
import dev.connections.testing.EnglishLocale;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration;
import org.springframework.context.annotation.Configuration;

@ExtendWith(EnglishLocale.class)
class CachedRepositoriesTests {

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void areCachedHoweverOtherBeansAreProxied(boolean proxyTargetClass) {
        new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(
                        SqlConnectionAutoConfiguration.class,
                        ConnectionsAutoConfiguration.class,
                        TransactionAutoConfiguration.class,
                        CachedQueriesAutoConfiguration.class))
                .withPropertyValues(
                        "connections.pet-db.url=jdbc:h2:mem:",
                        "connections.shop.url=jdbc:h2:mem:",
                        "spring.aop.proxy-target-class=" + proxyTargetClass)
                .withUserConfiguration(Repositories.class)
                .run(context -> {
                    context.getBean("petDb", SqlConnection.class)
                            .update("create table pet (id identity primary key, name varchar(9))");
                    CachedPetRepository pets = context.getBean(CachedPetRepository.class);
                    pets.save(new CachedPet(null, "rex"));
                    assertThat(pets.findByName("rex")).hasSize(1).isSameAs(pets.findByName("rex"));
                    pets.save(new CachedPet(null, "rex"));
                    assertThat(pets.findByName("rex")).hasSize(2);
                });
    }

    @Configuration(proxyBeanMethods = false)
    @EnableConnectionRepositories(connection = "pet-db", basePackageClasses = CachedPet.class)
    static class Repositories {}
}
