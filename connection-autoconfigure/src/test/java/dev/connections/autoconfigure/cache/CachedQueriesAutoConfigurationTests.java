package dev.connections.autoconfigure.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connections.Connections;
import dev.connections.autoconfigure.ConnectionsAutoConfiguration;
import dev.connections.autoconfigure.sql.SqlConnectionAutoConfiguration;
import dev.connections.cache.CacheUserProvider;
import dev.connections.cache.CachedQuery;
import dev.connections.cache.EvictQueries;
import dev.connections.sql.SqlConnection;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.aop.config.AopConfigUtils;
import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.transaction.annotation.Transactional;

class CachedQueriesAutoConfigurationTests {

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    SqlConnectionAutoConfiguration.class,
                    ConnectionsAutoConfiguration.class,
                    TransactionAutoConfiguration.class,
                    CachedQueriesAutoConfiguration.class))
            .withPropertyValues("connections.pet-db.url=jdbc:h2:mem:");

    @Test
    void givesTheAnnotationsTheirEffect() {
        runner.withUserConfiguration(PetShop.class).run(context -> {
            context.getBean(SqlConnection.class).update("create table pet (name varchar(9))");
            PetStore pets = context.getBean(PetStore.class);
            assertThat(pets.names()).isEmpty();
            context.getBean(SqlConnection.class).update("insert into pet values ('rex')");
            assertThat(pets.names()).isEmpty();
            pets.add("tom");
            assertThat(pets.names()).containsExactly("rex", "tom");
        });
    }

    @Test
    void proxiesInterfacesAloneIfThatIsAskedFor() {
        runner.withUserConfiguration(Interfaces.class)
                .withPropertyValues("spring.aop.proxy-target-class=false")
                .run(context -> {
                    Finder finder = context.getBean(Finder.class);
                    assertThat(AopUtils.isJdkDynamicProxy(finder)).isTrue();
                    assertThat(finder.find()).isSameAs(finder.find());
                });
        runner.withUserConfiguration(Interfaces.class)
                .run(context ->
                        assertThat(context).getFailure().hasMessageContaining("FinalFinder (bean", "is a final class"));
    }

    @Test
    void followsTheSettingsOfTheConnection() {
        runner.withUserConfiguration(PetShop.class)
                .withPropertyValues("connections.pet-db.cache.ttl=1h")
                .run(context -> {
                    PetStore pets = context.getBean(PetStore.class);
                    assertThat(pets.timeless()).isSameAs(pets.timeless());
                });
        runner.withUserConfiguration(PetShop.class).run(context -> {
            PetStore pets = context.getBean(PetStore.class);
            assertThat(pets.timeless()).isNotSameAs(pets.timeless());
        });
    }

    @Test
    void cachesForConnectionsThatAreMadeAtRunTime() {
        runner.withUserConfiguration(Adhoc.class).run(context -> {
            AdhocStore store = context.getBean(AdhocStore.class);
            assertThat(store.now()).isSameAs(store.now());
        });
    }

    @Test
    void asksABeanForTheUser() {
        String[] user = {"mary"};
        runner.withUserConfiguration(PetShop.class)
                .withBean(CacheUserProvider.class, () -> () -> user[0])
                .withPropertyValues("connections.pet-db.cache.ttl=1h", "connections.pet-db.cache.scope=user")
                .run(context -> {
                    PetStore pets = context.getBean(PetStore.class);
                    List<Integer> ofMary = pets.timeless();
                    user[0] = "john";
                    assertThat(pets.timeless()).isNotSameAs(ofMary).isSameAs(pets.timeless());
                    user[0] = "mary";
                    assertThat(pets.timeless()).isSameAs(ofMary);
                });
    }

    @Test
    void letsBeansHoldEachOther() {
        runner.withUserConfiguration(Circle.class)
                .withAllowCircularReferences(true)
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    assertThat(context.getBean(One.class).value())
                            .isSameAs(context.getBean(One.class).value());
                    assertThat(context.getBean(Other.class).one.value())
                            .isSameAs(context.getBean(One.class).value());
                });
    }

    @Test
    void isThereWithoutConnections() {
        new ApplicationContextRunner()
                .withConfiguration(
                        AutoConfigurations.of(ConnectionsAutoConfiguration.class, CachedQueriesAutoConfiguration.class))
                .run(context ->
                        assertThat(context).hasNotFailed().hasBean(AopConfigUtils.AUTO_PROXY_CREATOR_BEAN_NAME));
    }

    @Configuration(proxyBeanMethods = false)
    @Import(PetStore.class)
    static class PetShop {}

    static class PetStore {

        private final SqlConnection petDb;

        PetStore(SqlConnection petDb) {
            this.petDb = petDb;
        }

        @CachedQuery(connection = "pet-db", ttl = "10m")
        List<String> names() {
            return petDb.query("select name from pet order by name", String.class);
        }

        @CachedQuery
        List<Integer> timeless() {
            return petDb.query("values 1, 2", Integer.class);
        }

        @EvictQueries(queries = "PetStore.names")
        @Transactional
        public void add(String name) {
            petDb.update("insert into pet values (:name)", Map.of("name", name));
        }
    }

    interface Finder {

        List<String> find();
    }

    @Configuration(proxyBeanMethods = false)
    @Import(FinalFinder.class)
    static class Interfaces {}

    static final class FinalFinder implements Finder {

        @Override
        @CachedQuery(ttl = "1h")
        public List<String> find() {
            return List.of("rex", "tom");
        }
    }

    @Configuration(proxyBeanMethods = false)
    @Import(AdhocStore.class)
    static class Adhoc {}

    static class AdhocStore {

        AdhocStore(Connections connections) {
            connections.open("adhoc", SqlConnection.class, Map.of("url", "jdbc:h2:mem:"));
        }

        @CachedQuery(connection = "adhoc", ttl = "1h")
        List<String> now() {
            return List.of("rex", "tom");
        }
    }

    @Configuration(proxyBeanMethods = false)
    @Import({One.class, Other.class})
    static class Circle {}

    static class One {

        @Autowired
        Other other;

        @CachedQuery(ttl = "1h")
        List<String> value() {
            return List.of("rex", "tom");
        }
    }

    static class Other {

        @Autowired
        One one;
    }
}
