package dev.connections.autoconfigure.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.connections.autoconfigure.ConnectionsAutoConfiguration;
import dev.connections.autoconfigure.sql.SqlConnectionAutoConfiguration;
import dev.connections.cache.CachedQuery;
import dev.connections.cache.EvictQueries;
import dev.connections.cache.advice.InvalidQueryMethodsException;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.ListAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.BeanCreationException;
import org.springframework.beans.factory.FactoryBean;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.annotation.Scope;
import org.springframework.core.PriorityOrdered;

/** What is found when the application starts, and not only when somebody wonders why nothing is cached. */
class QueryMethodValidatorTests {

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    SqlConnectionAutoConfiguration.class,
                    ConnectionsAutoConfiguration.class,
                    CachedQueriesAutoConfiguration.class))
            .withPropertyValues("connections.pet-db.url=jdbc:h2:mem:");

    private static ListAssert<String> assertProblems(AssertableApplicationContext context) {
        assertThat(context).hasFailed();
        Throwable failure = context.getStartupFailure();
        while (!(failure instanceof InvalidQueryMethodsException) && failure.getCause() != null) {
            failure = failure.getCause();
        }
        assertThat(failure).isInstanceOf(InvalidQueryMethodsException.class);
        return assertThat(((InvalidQueryMethodsException) failure).problems());
    }

    @Test
    void findAllProblemsAtOnce() {
        runner.withUserConfiguration(Wrong.class, FinalClass.class, Numbers.class)
                .run(context -> assertProblems(context)
                        .anyMatch(problem -> problem.startsWith("Wrong.ofClass() is static, so no proxy"))
                        .anyMatch(problem -> problem.startsWith("Wrong.hidden() is private, so no proxy"))
                        .anyMatch(problem -> problem.startsWith("Wrong.fixed() is final, so no proxy"))
                        .anyMatch(problem -> problem.startsWith("Wrong.often() has ttl \"often\""))
                        .anyMatch(problem -> problem.startsWith("Wrong.elsewhere() names connection 'pet-dv'")
                                && problem.endsWith("Did you mean 'pet-db'?"))
                        .anyMatch(problem -> problem.startsWith("Wrong.expression() has key"))
                        .anyMatch(problem -> problem.startsWith("Wrong.stream() returns java.util.stream.Stream"))
                        .anyMatch(problem -> problem.startsWith("Wrong.evict() evicts 'Wrong.oftn'")
                                && problem.endsWith("Did you mean 'Wrong.often'?"))
                        .anyMatch(
                                problem -> problem.startsWith("FinalClass (bean '") && problem.contains("final class"))
                        .anyMatch(problem -> problem.startsWith("Numbers (bean '") && problem.contains("a record"))
                        .hasSize(10));
    }

    @Test
    void areShownByAFailureAnalysis() {
        runner.withUserConfiguration(FinalClass.class, Numbers.class).run(context -> {
            FailureAnalysis analysis = new InvalidQueryMethodsFailureAnalyzer().analyze(context.getStartupFailure());
            assertThat(analysis).isNotNull();
            assertThat(analysis.getDescription())
                    .startsWith("Methods with @CachedQuery or @EvictQueries have no effect:")
                    .contains("    - FinalClass (bean", "    - Numbers (bean");
            assertThat(analysis.getAction()).contains("these are all the problems");
        });
    }

    @Test
    void findBeansThatWereMadeTooEarly() {
        runner.withUserConfiguration(TooEarly.class).run(context -> assertProblems(context)
                .singleElement()
                .asString()
                .startsWith("Pets (bean 'pets') is not proxied")
                .contains("BeanPostProcessor"));
    }

    @Test
    void findProductsOfFactoriesThatWereMadeTooEarly() {
        runner.withUserConfiguration(TooEarlyFactory.class)
                .run(context ->
                        assertProblems(context).singleElement().asString().contains("(bean 'pets') is not proxied"));
    }

    @Test
    void findBeansThatAreMadeLater() {
        runner.withUserConfiguration(Later.class).run(context -> {
            assertThat(context).hasNotFailed();
            assertThat(context.getBean(Pets.class).all()).containsExactly("rex");
            for (String name : List.of("lazy", "prototype")) {
                assertThatExceptionOfType(BeanCreationException.class)
                        .isThrownBy(() -> context.getBean(name))
                        .havingRootCause()
                        .isInstanceOf(InvalidQueryMethodsException.class);
            }
        });
    }

    @Test
    void knowTheNamesOfBeansThatAreMadeLater() {
        runner.withUserConfiguration(EvictingLater.class)
                .run(context -> assertThat(context).hasNotFailed());
    }

    @Test
    @ExtendWith(OutputCaptureExtension.class)
    void leaveTheDoublesOfTestsAlone(CapturedOutput output) {
        runner.withInitializer(context -> context.getBeanFactory().registerSingleton("pets", new Pets()))
                .withBean(Evicting.class)
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    assertThat(output)
                            .contains("Pets (bean 'pets') is not proxied, because it was registered as an object")
                            .doesNotContain("evicts 'Pets.all'");
                });
    }

    @Test
    @ExtendWith(OutputCaptureExtension.class)
    void warnOfNamesThatNothingIsLike(CapturedOutput output) {
        runner.withBean(Evicting.class).run(context -> {
            assertThat(context).hasNotFailed();
            assertThat(output)
                    .contains("Evicting.evict() evicts 'Pets.all', but there is no cached query of that name on"
                            + " connection 'pet-db'. A text of a query has spaces.");
        });
    }

    @Test
    void makeNoBean() {
        runner.withUserConfiguration(Later.class).run(context -> {
            assertThat(context).hasNotFailed();
            assertThat(context.getBeanFactory().containsSingleton("lazy")).isFalse();
            assertThat(context.getBeanFactory().containsSingleton("pets")).isFalse();
        });
    }

    /** As with Spring's {@code @Cacheable}: only calls through the proxy are cached. */
    @Test
    void acceptCallsOfAClassOnItselfWhichAreNotCached() {
        runner.withUserConfiguration(CallsItself.class).run(context -> {
            assertThat(context).hasNotFailed();
            CallsItself bean = context.getBean(CallsItself.class);
            assertThat(bean.all()).containsExactly(1);
            assertThat(bean.all()).containsExactly(1);
            assertThat(bean.report()).isEqualTo(2);
            assertThat(bean.report()).isEqualTo(3);
            assertThat(bean.all()).containsExactly(1);
        });
    }

    @Test
    @ExtendWith(OutputCaptureExtension.class)
    void warnOfBeansThatShareResults(CapturedOutput output) {
        runner.withBean("pets", Pets.class)
                .withBean("otherPets", Pets.class)
                .withBean("alone", CallsItself.class)
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    assertThat(output)
                            .contains("The beans [pets, otherPets] are all of Pets: they share what is cached")
                            .doesNotContain("[alone]");
                });
    }

    static class Pets {

        @CachedQuery(ttl = "1h")
        List<String> all() {
            return List.of("rex");
        }
    }

    static class CallsItself {

        private int calls;

        @CachedQuery(ttl = "1h")
        List<Integer> all() {
            return List.of(++calls);
        }

        int report() {
            return all().get(0);
        }
    }

    static class Wrong {

        @CachedQuery
        static String ofClass() {
            return "";
        }

        @CachedQuery
        private String hidden() {
            return "";
        }

        @CachedQuery
        final String fixed() {
            return "";
        }

        @CachedQuery(ttl = "often")
        String often() {
            return "";
        }

        @CachedQuery(connection = "pet-dv")
        String elsewhere() {
            return "";
        }

        @CachedQuery(key = "#")
        String expression() {
            return "";
        }

        @CachedQuery
        Stream<String> stream() {
            return Stream.empty();
        }

        @EvictQueries(queries = "Wrong.oftn")
        void evict() {}

        @CachedQuery(name = "Wrong.often")
        String named() {
            return hidden();
        }
    }

    static final class FinalClass {

        @CachedQuery
        String all() {
            return "";
        }
    }

    record Numbers() {

        @CachedQuery
        int one() {
            return 1;
        }
    }

    static class FirstPostProcessor implements BeanPostProcessor, PriorityOrdered {

        @Override
        public int getOrder() {
            return 0;
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class TooEarly {

        @Bean
        static Pets pets() {
            return new Pets();
        }

        @Bean
        static FirstPostProcessor needsPets(Pets pets) {
            return new FirstPostProcessor();
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class TooEarlyFactory {

        @Bean
        static FactoryBean<Pets> pets() {
            return new FactoryBean<>() {

                @Override
                public Pets getObject() {
                    return new Pets();
                }

                @Override
                public Class<?> getObjectType() {
                    return Pets.class;
                }
            };
        }

        @Bean
        static FirstPostProcessor needsPets(Pets pets) {
            return new FirstPostProcessor();
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Later {

        @Bean
        @Lazy
        Pets pets() {
            return new Pets();
        }

        @Bean
        @Lazy
        Wrong lazy() {
            return new Wrong();
        }

        @Bean
        @Scope("prototype")
        FinalClass prototype() {
            return new FinalClass();
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class EvictingLater {

        @Bean
        @Lazy
        Pets pets() {
            return new Pets();
        }

        @Bean
        Evicting evicting() {
            return new Evicting();
        }
    }

    static class Evicting {

        @EvictQueries(queries = "Pets.all")
        void evict() {}
    }
}
