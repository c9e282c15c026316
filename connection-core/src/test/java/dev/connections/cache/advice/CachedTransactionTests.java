package dev.connections.cache.advice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.connections.cache.CachedQuery;
import dev.connections.cache.EvictQueries;
import dev.connections.sql.SqlConnection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.EnableTransactionManagement;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Cached methods and transactions, on a database. */
@Timeout(30)
class CachedTransactionTests {

    private final TestApplication application = new TestApplication(Transactions.class, Pets.class);

    private final Pets pets = application.bean(Pets.class);

    private final Pets target = application.target(Pets.class);

    private final SqlConnection petDb = application.petDb();

    @BeforeEach
    void createTable() {
        petDb.update("create table pet (name varchar(9))");
        petDb.update("insert into pet values ('rex')");
    }

    @AfterEach
    void close() {
        application.close();
    }

    @Test
    void beginNoneForAResultThatIsThere() {
        assertThat(pets.names()).containsExactly("rex");
        assertThat(target.transactions).isEqualTo(1);
        assertThat(pets.names()).containsExactly("rex");
        assertThat(target.transactions).isEqualTo(1);
    }

    @Test
    void evictAfterTheMethodsOwnHasCommitted() {
        pets.names();
        pets.add("tom");
        assertThat(pets.names()).containsExactly("rex", "tom");
    }

    @Test
    void evictAfterTheOuterOneHasCommitted() {
        pets.names();
        petDb.transaction(tx -> {
            pets.add("tom");
            assertThat(application.cache().entries()).hasSize(1);
            assertThat(seenByOthers()).containsExactly("rex");
            assertThat(pets.names()).containsExactly("rex", "tom");
            assertThat(application.cache().entries()).hasSize(1);
        });
        assertThat(application.cache().entries()).isEmpty();
        assertThat(pets.names()).containsExactly("rex", "tom");
    }

    @Test
    void readNothingCachedOnceTheyEvict() {
        pets.names();
        petDb.transaction(tx -> {
            pets.names();
            assertThat(target.transactions).isEqualTo(1);
            pets.evict();
            pets.names();
            assertThat(target.transactions).isEqualTo(2);
            assertThat(seenByOthers()).containsExactly("rex");
            assertThat(target.transactions).isEqualTo(2);
        });
        pets.names();
        pets.names();
        assertThat(target.transactions).isEqualTo(3);
    }

    @Test
    void readCachedResultsAgainAfterARollbackOfTheirEviction() {
        pets.names();
        assertThatIllegalStateException()
                .isThrownBy(() -> petDb.transaction(tx -> {
                    pets.evict();
                    throw new IllegalStateException("on purpose");
                }));
        petDb.transaction(tx -> assertThat(pets.names()).containsExactly("rex"));
        assertThat(target.transactions).isEqualTo(1);
    }

    @Test
    void evictNothingAfterARollback() {
        pets.names();
        assertThatIllegalStateException()
                .isThrownBy(() -> petDb.transaction(tx -> {
                    pets.add("tom");
                    throw new IllegalStateException("on purpose");
                }));
        assertThat(application.cache().entries()).hasSize(1);
        assertThat(pets.names()).containsExactly("rex");
    }

    @Test
    void evictAfterBothAFutureAndTheTransaction() {
        pets.names();
        CompletableFuture<String> future = new CompletableFuture<>();
        petDb.transaction(tx -> assertThat(pets.later(future)).isNotDone());
        assertThat(application.cache().entries()).hasSize(1);
        future.complete("done");
        assertThat(application.cache().entries()).isEmpty();
    }

    @Test
    void evictAtOnceInATransactionOfAnotherConnection() {
        try (TestConnections others = new TestConnections("other")) {
            pets.names();
            others.get("other").transaction(tx -> {
                pets.evict();
                assertThat(application.cache().entries()).isEmpty();
                pets.names();
            });
            assertThat(application.cache().entries()).isEmpty();
        }
    }

    @Test
    void leaveNothingThatTheyAloneSee() {
        assertThatIllegalStateException()
                .isThrownBy(() -> petDb.transaction(tx -> {
                    tx.update("insert into pet values ('tom')");
                    assertThat(pets.names()).containsExactly("rex", "tom");
                    throw new IllegalStateException("on purpose");
                }));
        assertThat(pets.names()).containsExactly("rex");
    }

    private List<String> seenByOthers() {
        return CompletableFuture.supplyAsync(pets::names).join();
    }

    @Configuration(proxyBeanMethods = false)
    @EnableTransactionManagement(proxyTargetClass = true)
    static class Transactions {

        @Bean
        PlatformTransactionManager transactionManager(TestConnections connections) {
            return connections.get("pet-db").transactionManager();
        }
    }

    static class Pets {

        int transactions;

        @Autowired
        private TestConnections connections;

        private SqlConnection petDb() {
            return connections.get("pet-db");
        }

        @CachedQuery(ttl = "1h")
        @Transactional(readOnly = true)
        public List<String> names() {
            assertThat(TransactionSynchronizationManager.isActualTransactionActive())
                    .isTrue();
            transactions++;
            return petDb().query("select name from pet order by name", String.class);
        }

        @EvictQueries
        @Transactional
        public void add(String name) {
            petDb().update("insert into pet values (:name)", Map.of("name", name));
        }

        @EvictQueries
        public CompletableFuture<String> later(CompletableFuture<String> future) {
            return future;
        }

        @EvictQueries
        public void evict() {}
    }
}
